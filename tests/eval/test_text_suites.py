"""SQuAD, BEIR and parallel suites over texts so small that the ranking is known beforehand."""

import json
import math
import re
from pathlib import Path

import pytest

from eval import read_result

BAD = json.loads((Path(__file__).parent / "cases/bad_sets.json").read_text(encoding="utf-8"))

APPLES, RIVERS, STARS = "苹果树在春天开花结果。", "江河从雪山流入大海", "夜空满天星斗闪烁"
APPLES_EN, RIVERS_EN = "Apple trees blossom in spring.", "Rivers flow into the ocean."


def write_squad(path, paragraphs):
    """``paragraphs``: context and its questions by id."""
    data = [
        {
            "title": "t",
            "paragraphs": [{"context": context, "qas": [{"id": one, "question": text} for one, text in qas.items()]}],
        }
        for context, qas in paragraphs.items()
    ]
    path.write_text(json.dumps({"version": "1", "data": data}, ensure_ascii=False), encoding="utf-8")


def measures_of(path):
    result = read_result(path)
    return {figure.measure: figure.value for figure in result.slices[0].figures}, result


def test_a_question_that_repeats_its_paragraph_is_first_and_one_that_repeats_another_is_not(evaluate, workplace):
    write_squad(workplace / "set.json", {APPLES: {"own": APPLES}, RIVERS: {"other": APPLES}})
    assert evaluate("run", "squad:set.json", "--out", "found.json").exit_code == 0
    values, result = measures_of(workplace / "found.json")
    # Ranks 1 and 2 of two passages.
    assert values == {
        "nDCG@10": pytest.approx((1 + 1 / math.log2(3)) / 2),
        "MRR@10": pytest.approx(0.75),
        "recall@1": 0.5,
        "recall@5": 1.0,
        "recall@20": 1.0,
    }
    own, other = result.questions
    assert (own.question_id, own.ranks, own.retrieved) == ("own", (1,), ("p00000#0", "p00001#0"))
    assert (other.ranks, other.relevant, other.retrieved) == ((2,), {"p00001#0": 1}, ("p00000#0", "p00001#0"))
    assert result.index.counts == {"reports": 2, "sections": 2, "passages": 2, "sentences": 2}
    assert (result.suite, result.headline) == ("squad:set.json", "recall@1")


def test_an_answer_stands_in_the_marked_sentence_or_not(evaluate, workplace):
    """Of a question without an answer, nothing is told."""
    asked = {"held": "雪山", "elsewhere": "春天", "untold": None}
    told = {one: [{"text": answer, "answer_start": 0}] if answer else [] for one, answer in asked.items()}
    qas = [{"id": one, "question": RIVERS, "answers": answers} for one, answers in told.items()]
    data = [{"title": "t", "paragraphs": [{"context": f"{APPLES}{RIVERS}。", "qas": qas}]}]
    (workplace / "set.json").write_text(json.dumps({"data": data}, ensure_ascii=False), encoding="utf-8")
    assert evaluate("run", "squad:set.json", "--out", "found.json").exit_code == 0
    result = read_result(workplace / "found.json")
    name = "answer in the marked sentence"
    assert [one.measures[name].total if name in one.measures else None for one in result.questions] == [1, 0, None]
    figure = result.figure(name)
    assert (figure.value, figure.count) == (0.5, 2)


def test_the_second_file_asks_the_same_ids_in_its_own_words(evaluate, workplace):
    write_squad(workplace / "zh.json", {APPLES: {"1": "苹果"}, f"{RIVERS} {RIVERS_EN}": {"2": "江河"}})
    write_squad(workplace / "en.json", {APPLES_EN: {"1": APPLES_EN}, RIVERS_EN: {"2": RIVERS_EN}})
    assert evaluate("run", "squad:zh.json,en.json", "--out", "found.json").exit_code == 0
    _, result = measures_of(workplace / "found.json")
    assert [(one.question, str(one.language)) for one in result.questions] == [(APPLES_EN, "en"), (RIVERS_EN, "en")]
    assert result.questions[1].ranks == (1,)  # its words stand in the Chinese paragraph
    assert [file.path for file in result.files] == ["zh.json", "en.json"]
    assert {one.relevant.popitem()[0] for one in result.questions} == {"p00000#0", "p00001#0"}


def test_equal_paragraphs_are_one_passage(evaluate, workplace):
    data = {
        "data": [
            {"paragraphs": [{"context": text, "qas": [{"id": one, "question": APPLES}]}]}
            for one, text in [("1", APPLES), ("2", f" {APPLES}\n"), ("3", RIVERS)]
        ]
    }
    (workplace / "set.json").write_text(json.dumps(data), encoding="utf-8")
    assert evaluate("run", "squad:set.json", "--out", "found.json").exit_code == 0
    values, result = measures_of(workplace / "found.json")
    assert [one.ranks for one in result.questions] == [(1,), (1,), (2,)]
    assert values["recall@1"] == pytest.approx(2 / 3)


def test_a_second_run_embeds_nothing(evaluate, workplace):
    write_squad(workplace / "set.json", {APPLES: {"1": APPLES}, RIVERS: {"2": RIVERS}})
    first, second = evaluate("run", "squad:set.json"), evaluate("run", "squad:set.json")
    (folder,) = (workplace / "cache/eval").iterdir()
    assert f"building the index of set.json in {folder}\n" in first.stderr
    assert re.search(r"^[1-9]\d* vectors are new, \d+ are from an earlier run$", first.stderr, re.MULTILINE)
    assert re.search(r"^0 vectors are new, [1-9]\d* are from an earlier run$", second.stderr, re.MULTILINE)


def test_a_sample_is_the_same_every_time_and_its_questions_stand_in_their_order(evaluate, workplace):
    texts = {f"第{number}条：{chr(0x4E00 + 7 * number)}。": {f"q{number:02d}": APPLES} for number in range(30)}
    write_squad(workplace / "set.json", texts)
    for name in ("one", "two"):
        assert evaluate("run", "squad:set.json", "--sample", "10", "--out", f"{name}.json").exit_code == 0
    one, two = (read_result(workplace / f"{name}.json") for name in ("one", "two"))
    asked = [question.question_id for question in one.questions]
    assert len(asked) == one.sample == 10
    assert asked == sorted(asked) == [question.question_id for question in two.questions]
    assert one.index.counts["passages"] == 30  # every paragraph can be found
    assert evaluate("run", "squad:set.json", "--sample", "99", "--out", "all.json").exit_code == 0
    assert len(read_result(workplace / "all.json").questions) == 30


def test_a_set_is_asked_in_the_other_script_where_it_is_asked_for(evaluate, workplace):
    write_squad(workplace / "set.json", {APPLES: {"1": "苹果树开花"}, RIVERS: {"2": RIVERS_EN}})
    assert evaluate("run", "squad:set.json", "--out", "plain.json").exit_code == 0
    assert evaluate("run", "squad:set.json", "--switch-script", "--out", "both.json").exit_code == 0
    plain, both = (read_result(workplace / f"{name}.json") for name in ("plain", "both"))
    assert "script gap" not in {figure.measure for figure in plain.slices[0].figures}
    assert [one.other_script for one in both.questions] == ["蘋果樹開花", None]
    assert (both.figure("recall@1 in the other script").value, both.figure("script gap").count) == (1, 1)


def test_each_line_finds_the_line_of_its_number(evaluate, workplace):
    (workplace / "source.txt").write_text(f"{STARS}\n{APPLES}\n{RIVERS}\n", encoding="utf-8")
    (workplace / "target.txt").write_text(f"{STARS}。\n{APPLES}\n{STARS}\n", encoding="utf-8")
    assert evaluate("run", "pairs:source.txt,target.txt", "--out", "found.json").exit_code == 0
    values, result = measures_of(workplace / "found.json")
    assert [next(iter(one.relevant)) for one in result.questions] == ["l000001#0", "l000002#0", "l000003#0"]
    assert result.questions[1].ranks == (1,)
    assert values["recall@5"] == 1


def test_each_line_finds_the_paragraph_of_its_document_that_holds_it(evaluate, workplace):
    lines = [STARS, APPLES, RIVERS, APPLES * 60, STARS]
    (workplace / "source.txt").write_text("\n".join(lines), encoding="utf-8")
    (workplace / "target.txt").write_text("\n".join(lines), encoding="utf-8")
    (workplace / "documents.txt").write_text("one\none\ntwo\ntwo\ntwo\n", encoding="utf-8")
    assert evaluate("run", "pairs:source.txt,target.txt,documents.txt", "--out", "found.json").exit_code == 0
    _, result = measures_of(workplace / "found.json")
    # Document "one" is one paragraph; of "two" the long line would make the first too long, and is too long itself.
    expected = ["l000001#0", "l000001#0", "l000003#0", "l000004#0", "l000005#0"]
    assert [next(iter(one.relevant)) for one in result.questions] == expected


def test_graded_judgements_count_by_their_grade(evaluate, workplace):
    folder = workplace / "set"
    (folder / "qrels").mkdir(parents=True)
    rows = [
        {"_id": "a", "title": "", "text": APPLES},
        {"_id": "b", "text": RIVERS},
        {"_id": "c", "title": STARS, "text": " "},
        {"_id": "empty", "title": "", "text": ""},
    ]
    asked = [{"_id": "q", "text": APPLES}, {"_id": "unjudged", "text": STARS}]
    (folder / "corpus.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (folder / "queries.jsonl").write_text("\n".join(map(json.dumps, asked)) + "\n", encoding="utf-8")
    (folder / "qrels/test.tsv").write_text("query-id\tcorpus-id\tscore\nq\ta\t2\nq\tc\t0\n", encoding="utf-8")
    assert evaluate("run", "beir:set", "--out", "found.json").exit_code == 0
    values, result = measures_of(workplace / "found.json")
    assert [(one.question_id, one.relevant) for one in result.questions] == [("q", {"a#0": 2})]
    assert values == {"nDCG@10": 1, "MRR@10": 1, "recall@1": 1, "recall@5": 1, "recall@20": 1}
    assert result.headline == "nDCG@10"
    assert result.index.counts["passages"] == 3


@pytest.mark.parametrize("case", BAD, ids=lambda case: case["label"])
def test_a_wrong_file_ends_in_one_line_and_exit_status_one(evaluate, workplace, case):
    for name, content in case["files"].items():
        (workplace / name).parent.mkdir(parents=True, exist_ok=True)
        (workplace / name).write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    found = evaluate("run", case["suite"])
    assert (found.exit_code, found.stdout) == (1, "")
    assert found.stderr.splitlines()[-1] == f"error: {case['error']}"
    assert not list((workplace / "runs").iterdir())
