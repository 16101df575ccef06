"""Which suites the Evaluate tab offers, and what of a run can be wanted."""

import json

import pytest

from errors import EvaluationError
from search import SearchOptions
from tests.web.evaluating import write_gold
from tests.web.markup import parse
from tests.web.waiting import wait_for
from web import evaluate_suites
from web.evaluate_running import Evaluator
from web.evaluate_suites import Sort, list_suites, name_run
from web.evaluate_tab import show_room, start_run
from web.evaluate_wanted import legs_of, options_of, read_wanted


def offered(desk):
    return {one.suite_id: one for one in list_suites(desk)}


def test_files_of_the_folder_are_offered_by_what_they_are(desk, suites):
    write_gold(suites / "own.jsonl")
    (suites / "squad").mkdir()
    (suites / "squad" / "a.json").write_text("{}", encoding="utf-8")
    (suites / "lines.txt").write_text("a\n", encoding="utf-8")
    (suites / "beir").mkdir()
    for name in ("corpus.jsonl", "queries.jsonl", "more.txt"):
        (suites / "beir" / name).write_text("", encoding="utf-8")
    (suites / "notes.md").write_text("", encoding="utf-8")
    (suites / ".hidden.jsonl").write_text("", encoding="utf-8")
    found = offered(desk)
    assert set(found) >= {"demo:demo", "gold:own.jsonl", "squad:squad/a.json", "pairs:lines.txt", "beir:beir"}
    assert not [one for one in found if "notes" in one or "hidden" in one or "more" in one]
    assert found["gold:own.jsonl"].n_questions == 1
    assert found["demo:demo"].n_questions == 79


def test_of_the_projects_own_files_only_questions_are_offered(desk):
    own = [one for one in list_suites(desk) if one.name.startswith("eval/gold/")]
    assert [one.name for one in own] == ["eval/gold/provinces.jsonl"]
    assert not any(one.fault for one in own)


def test_the_demo_is_run_as_itself_and_other_suites_by_their_files(desk, suites):
    write_gold(suites / "own.jsonl")
    for name in ("en.txt", "zh.txt"):
        (suites / name).write_text("a\n", encoding="utf-8")
    assert name_run(desk, "demo:demo") == "demo"
    assert name_run(desk, "gold:own.jsonl") == f"gold:{suites / 'own.jsonl'}"
    assert name_run(desk, "pairs:en.txt", "pairs:zh.txt") == f"pairs:{suites / 'en.txt'},{suites / 'zh.txt'}"


def test_judged_answers_are_a_suite(desk, tmp_path):
    assert "feedback:judged.jsonl" not in offered(desk)
    write_gold(tmp_path / "judged.jsonl")
    assert offered(desk)["feedback:judged.jsonl"].n_questions == 1
    assert name_run(desk, "feedback:judged.jsonl") == f"gold:{tmp_path / 'judged.jsonl'}"


def test_questions_on_other_reports_and_damaged_files_are_shown_and_not_run(desk, suites):
    write_gold(suites / "elsewhere.jsonl", report="nowhere")
    (suites / "damaged.jsonl").write_text("{\n", encoding="utf-8")
    found = offered(desk)
    assert (found["gold:elsewhere.jsonl"].n_missing, found["gold:elsewhere.jsonl"].can_run) == (1, False)
    assert "is not JSON" in found["gold:damaged.jsonl"].fault
    html = show_room(desk, "en", is_trusted=True)["html"]
    disabled = [one.text_content() for one in parse(html).iter("option") if "disabled" in one.attrib]
    assert "elsewhere.jsonl · one question · one of its reports is not in the index" in disabled
    assert "damaged.jsonl · cannot be read" in disabled


@pytest.mark.parametrize(
    ("suite_id", "second"),
    [
        ("gold:../secret.jsonl", ""),
        ("gold:/etc/passwd", ""),
        ("gold:own.jsonl,/etc/passwd", ""),
        ("gold:linked.jsonl", ""),
        ("gold:deeper/secret.jsonl", ""),
        ("pairs:lines.txt", ""),
        ("pairs:lines.txt", "../secret.txt"),
        ("pairs:lines.txt", "gold:own.jsonl"),
        ("demo", ""),
        ("", ""),
        ("gold:elsewhere.jsonl", ""),
    ],
)
def test_nothing_outside_the_list_can_be_named(desk, suites, tmp_path, suite_id, second):
    write_gold(suites / "own.jsonl")
    write_gold(suites / "elsewhere.jsonl", report="nowhere")
    write_gold(tmp_path / "secret.jsonl")
    (tmp_path / "outside").mkdir()
    write_gold(tmp_path / "outside" / "secret.jsonl")
    (suites / "linked.jsonl").symlink_to(tmp_path / "secret.jsonl")
    (suites / "deeper").symlink_to(tmp_path / "outside")
    (suites / "lines.txt").write_text("a\n", encoding="utf-8")
    (suites / "a,b.txt").write_text("a\n", encoding="utf-8")
    with pytest.raises(EvaluationError, match="choose one of the list"):
        name_run(desk, suite_id, second)
    assert {one.name for one in list_suites(desk) if one.sort in (Sort.PAIRS, Sort.SQUAD)} == {"lines.txt"}


def test_only_so_many_files_are_looked_at(desk, suites, monkeypatch):
    monkeypatch.setattr(evaluate_suites, "MOST_FILES", 3)
    for number in range(6):
        (suites / f"{number}.txt").write_text("", encoding="utf-8")
    assert sum(one.sort is Sort.PAIRS for one in list_suites(desk)) == 3


def test_a_run_with_everything_uses_the_whole_search(desk):
    searcher = desk.holdings.answerer.searcher
    wanted = read_wanted(json.dumps({"suite": "demo:demo", "legs": list(legs_of(searcher))}))
    assert options_of(wanted, searcher) == SearchOptions()


def test_parts_are_left_out_as_wanted(desk):
    searcher = desk.holdings.answerer.searcher
    assert legs_of(searcher) == ("hashing:passages", "hashing:sentences", "bm25", "terms")
    wanted = read_wanted(
        '{"suite": "demo:demo", "legs": ["bm25"], "late": false, "centred": false, "scope": false, "collapse": false, '
        '"reranked": 7, "sample": 3, "ablation": true}'
    )
    assert (wanted.sample, wanted.is_ablation) == (3, True)
    assert options_of(wanted, searcher) == SearchOptions(("bm25",), False, False, False, 7, False)


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "{", '{"suite": 1}', '{"suite": "a", "file": "/etc/passwd"}', '{"legs": "bm25"}', '{"sample": 0}',
        '{"sample": true}', '{"sample": "3"}', '{"late": "yes"}', '{"reranked": 100000}', "[" * 100_000,
    ],
)  # fmt: skip
def test_what_is_no_run_is_refused(desk, text):
    told = start_run(Evaluator(desk), text, "en", is_trusted=True)
    assert (told["ok"], told["said"].startswith("found")) == (False, True)


def test_a_search_without_a_leg_and_one_with_an_unknown_one_are_refused(desk):
    evaluator = Evaluator(desk)
    none = start_run(evaluator, '{"suite": "demo:demo", "legs": []}', "en", is_trusted=True)
    assert none["said"] == "found no leg, expected at least one: a search without one finds nothing"
    start_run(evaluator, '{"suite": "demo:demo", "legs": ["e6:passages"]}', "en", is_trusted=True)
    assert "there is no leg e6:passages" in wait_for(evaluator).error
