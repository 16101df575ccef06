"""Judged answers in a file of gold questions: added, replaced, taken back, whole at any moment."""

import dataclasses
import json
import multiprocessing
import threading

import pytest
from filelock import FileLock

from errors import EvaluationError
from eval import (
    Blame,
    GoldKind,
    GoldQuestion,
    Judgement,
    Quote,
    Verdict,
    count_judgements,
    feedback,
    judged_id,
    read_gold,
    save_judgement,
    undo_judgement,
)
from records import Language, Stance

HOSTILE = '<script>window.hacked=1</script> =cmd|"/c calc"!A1 \u2028 \\ " 甲\ttab'


def gold(question="谁推行校长职级制？", **more: object):
    fields = {
        "question_id": judged_id(question),
        "language": Language.HANS,
        "kind": GoldKind.WHICH_REPORTS,
        "text": question,
        "report_ids": ("jia",),
        "status": {"jia": Stance.PLANNED},
        "evidence": (Quote("jia", "推行校长职级制"),),
        "answer": "",
        "must_contain": (),
    }
    return GoldQuestion(**(fields | more))


def judge(question="谁推行校长职级制？", verdict=Verdict.RIGHT, **more: object):
    return Judgement(gold(question, **more), verdict, because="看过原文", who="li", when="2026-01-02T03:04:05+00:00")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "deep" / "index.feedback.jsonl"


def lines_of(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_judgement_is_a_line_that_is_read_as_gold(path):
    judgement = judge()
    save_judgement(path, judgement)
    assert read_gold(path) == (judgement.gold,)
    (line,) = lines_of(path)
    assert {name: line[name] for name in ("verdict", "blames", "because", "who", "when", "generation")} == {
        "verdict": "right", "blames": [], "because": "看过原文", "who": "li", "when": "2026-01-02T03:04:05+00:00",
        "generation": "",
    }  # fmt: skip
    assert "earlier" not in line


@pytest.mark.parametrize("text", [HOSTILE, "问" * 1000, "a\nb", "\ufeff?", "😀"])
def test_any_question_and_any_reason_come_back_as_they_were(path, text):
    judgement = dataclasses.replace(judge(text), because=text)
    save_judgement(path, judgement)
    save_judgement(path, judge("another"))
    assert [one.text for one in read_gold(path)] == [text, "another"]
    assert lines_of(path)[0]["because"] == text


def test_a_second_judgement_takes_the_place_of_the_first_and_keeps_it(path):
    save_judgement(path, judge("first"))
    save_judgement(path, judge("second"))
    wrong = dataclasses.replace(judge(" first "), verdict=Verdict.WRONG, blames=(Blame.MISSED_REPORT, Blame.OTHER))
    save_judgement(path, wrong)
    assert [one.text for one in read_gold(path)] == [" first ", "second"]
    changed, untouched = lines_of(path)
    assert (changed["verdict"], changed["blames"]) == ("wrong", ["missed_report", "other"])
    assert [one["verdict"] for one in changed["earlier"]] == ["right"]
    assert "earlier" not in untouched
    assert count_judgements(path) == 2


def test_only_so_many_earlier_judgements_are_kept(path, monkeypatch):
    monkeypatch.setattr(feedback, "MOST_EARLIER", 2)
    for number in range(4):
        save_judgement(path, dataclasses.replace(judge(), because=str(number)))
    (line,) = lines_of(path)
    assert (line["because"], [one["because"] for one in line["earlier"]]) == ("3", ["2", "1"])


def test_undoing_brings_back_what_was_there_before(path):
    save_judgement(path, judge("kept"))
    first = save_judgement(path, judge())
    before = path.read_text(encoding="utf-8")
    second = save_judgement(path, dataclasses.replace(judge(), verdict=Verdict.WRONG))
    with pytest.raises(EvaluationError, match="is not in it any more"):
        undo_judgement(path, first)  # what has been replaced is not the reader's to take back any more
    undo_judgement(path, second)
    assert path.read_text(encoding="utf-8") == before
    undo_judgement(path, first)
    assert [one.text for one in read_gold(path)] == ["kept"]


def test_without_a_judgement_there_is_no_file(path):
    undo_judgement(path, save_judgement(path, judge()))
    assert not path.exists()
    assert count_judgements(path) == 0


@pytest.mark.parametrize("token", ["", "0" * 32, "../x"])
def test_only_a_token_that_was_given_takes_a_judgement_back(path, token):
    save_judgement(path, judge())
    before = path.read_bytes()
    with pytest.raises(EvaluationError, match="judge the answer again"):
        undo_judgement(path, token)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"evidence": ()}, "has no evidence"),
        ({"kind": GoldKind.UNANSWERABLE}, "is unanswerable and has reports or evidence"),
        ({"status": {"yi": Stance.DONE}}, "has evidence or a status of yi"),
        ({"text": " "}, "is empty"),
    ],
)
def test_what_read_gold_would_refuse_is_never_written(path, more, reason):
    judgement = Judgement(dataclasses.replace(gold(), **more), Verdict.RIGHT)
    with pytest.raises(EvaluationError, match=reason):
        save_judgement(path, judgement)
    assert not path.exists()


def test_a_full_file_takes_no_new_question_but_another_judgement_of_an_old_one(path, monkeypatch):
    monkeypatch.setattr(feedback, "MOST_JUDGEMENTS", 1)
    save_judgement(path, judge("old"))
    with pytest.raises(EvaluationError, match="holds 1 judged questions, which is the most"):
        save_judgement(path, judge("new"))
    save_judgement(path, dataclasses.replace(judge("old"), verdict=Verdict.WRONG))
    assert [one["verdict"] for one in lines_of(path)] == ["wrong"]


@pytest.mark.parametrize("damage", ["{", "[]", '"text"', '{"question": "without id"}'])
def test_a_damaged_file_is_said_and_left_as_it_is(path, damage):
    save_judgement(path, judge())
    path.write_text(path.read_text(encoding="utf-8") + damage + "\n", encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(EvaluationError, match="line 2 is no judged question"):
        save_judgement(path, judge("another"))
    assert path.read_bytes() == before


def test_a_file_that_another_program_holds_is_waited_for_and_then_said(path, monkeypatch):
    monkeypatch.setattr(feedback, "_WAIT_S", 0.05)
    path.parent.mkdir()
    with FileLock(f"{path}.lock"), pytest.raises(EvaluationError, match="another program has held it"):
        save_judgement(path, judge())


def test_a_kill_while_writing_leaves_the_old_file(path, monkeypatch):
    save_judgement(path, judge())
    before = path.read_bytes()

    def die(_descriptor):
        raise KeyboardInterrupt

    monkeypatch.setattr(feedback.os, "fsync", die)
    with pytest.raises(KeyboardInterrupt):
        save_judgement(path, judge("another"))
    assert path.read_bytes() == before
    monkeypatch.undo()
    save_judgement(path, judge("another"))
    assert count_judgements(path) == 2


def test_many_readers_at_once_lose_no_judgement(path):
    threads = [
        threading.Thread(target=save_judgement, args=(path, judge(f"question {number}"))) for number in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(one.text for one in read_gold(path)) == sorted(f"question {number}" for number in range(20))


def _save_some(path, name):
    for number in range(5):
        save_judgement(path, judge(f"{name} {number}"))


def test_two_programs_at_once_lose_no_judgement(path):
    fresh = multiprocessing.get_context("spawn")
    programs = [fresh.Process(target=_save_some, args=(path, name)) for name in ("one", "two")]
    for program in programs:
        program.start()
    for program in programs:
        program.join()
    assert [program.exitcode for program in programs] == [0, 0]
    assert count_judgements(path) == 10


def test_the_same_words_are_the_same_question_and_others_are_not():
    assert judged_id("Which  cities\n plan it?") == judged_id("Which cities plan it?")
    assert judged_id("caf\u00e9") == judged_id("cafe\u0301")
    assert judged_id("哪些城市") != judged_id("哪些縣市")
