"""Two runs beside each other: differences, intervals, and the questions that changed."""

import dataclasses
import json
import re

import pytest

from errors import EvaluationError
from eval import compare_runs, read_result, write_result
from eval.results import LAYOUT, IndexFacts, QuestionResult, RunResult
from eval.run import slice_questions
from eval.shares import Share
from eval.surroundings import Surroundings
from records import Language

MEASURE = "recall@1"


def make_run(values, suite="squad:set.json"):
    """A run whose questions q0, q1, … have these values; None where a question has no part."""
    questions = tuple(
        QuestionResult(
            question_id=f"q{number}",
            language=Language.EN,
            kind="",
            question=f"question {number}",
            relevant={"p": 1},
            retrieved=("p",),
            ranks=(1 if value else None,),
            milliseconds=1.0,
            measures={} if value is None else {MEASURE: Share(value, 1)},
        )
        for number, value in enumerate(values)
    )
    index = IndexFacts(
        "index", "set.json", "000001", 1, "hashing", "0" * 16, {"hashing": "0" * 16}, {"passages": 1}, {}
    )
    where = Surroundings("0" * 40, is_changed=False, versions={}, system="", processor="", cores=2)
    slices = slice_questions(questions, (MEASURE,))
    return RunResult(LAYOUT, suite, MEASURE, "2022-12-01", 1.0, where, {}, index, (), {}, slices, questions)


def test_the_change_is_that_of_the_means_and_its_interval_is_paired():
    found = compare_runs(make_run([1, 1, 0, 0]), make_run([1, 1, 1, 0]))
    (difference,) = found.differences
    assert (difference.before, difference.after, difference.change) == (0.5, 0.75, 0.25)
    # Only one question changed, so a draw of four changes by a quarter for each time it is drawn: never down.
    assert difference.low == 0
    assert difference.high in (0.5, 0.75)


def test_equal_runs_differ_by_nothing_with_certainty():
    run = make_run([1, 0, 0.5, None])
    (difference,) = compare_runs(run, run).differences
    assert (difference.change, difference.low, difference.high) == (0, 0, 0)
    assert compare_runs(run, run).changed == ()


def test_the_questions_that_changed_most_come_first():
    found = compare_runs(make_run([1, 0, 0.5, 1, None]), make_run([0.75, 0, 1, 0, 1]), top=2)
    assert found.n_changed == 3
    assert [(one.question_id, one.before, one.after) for one in found.changed] == [("q3", 1, 0), ("q2", 0.5, 1)]
    assert (found.changed[0].ranks_before, found.changed[0].ranks_after) == ((1,), (None,))


def test_runs_are_paired_by_id_whatever_their_order():
    after = make_run([0, 1, 1])
    turned = dataclasses.replace(after, questions=tuple(reversed(after.questions)))
    before = make_run([1, 1, 1])
    assert compare_runs(before, turned) == compare_runs(before, after)


@pytest.mark.parametrize(
    ("after", "names", "strange"),
    [
        (make_run([1]), "squad:set.json and squad:set.json", "q1"),
        (make_run([1, 1, 1], "demo"), "squad:set.json and demo", "q2"),
    ],
)
def test_runs_of_different_questions_are_refused(after, names, strange):
    with pytest.raises(EvaluationError) as caught:
        compare_runs(make_run([1, 1]), after)
    reason = f"do not ask the same questions ({strange} differs); compare two runs of one suite"
    assert str(caught.value) == f"{names}: {reason}"


def test_a_result_comes_back_from_its_file_as_it_was(tmp_path):
    run = make_run([1, 0.25, None])
    write_result(run, tmp_path / "run.json")
    assert read_result(tmp_path / "run.json") == run
    assert [path.name for path in tmp_path.iterdir()] == ["run.json"]


def test_the_command_line_shows_both_and_names_the_questions(evaluate, workplace):
    write_result(make_run([1, 1, 0, 0]), workplace / "a.json")
    write_result(make_run([1, 0, 0, 0]), workplace / "b.json")
    done = evaluate("compare", "a.json", "b.json")
    rows = [re.split(r"\s{2,}", line.strip()) for line in done.stdout.splitlines()]
    (row,) = (row for row in rows if row[0] == MEASURE)
    assert row[:4] == [MEASURE, "0.500", "0.250", "-0.250"]
    assert ["questions that changed by recall@1: 1"] in rows
    assert rows[-1] == ["q1", "1.000", "0.000", "1", "-", "question 1"]
    found = json.loads(evaluate("compare", "a.json", "b.json", "--json").stdout)
    assert list(found) == ["measure", "differences", "n_changed", "changed"]
    assert found["changed"][0]["ranks_after"] == [None]


@pytest.mark.parametrize(
    ("content", "words", "error"),
    [
        ("{}", [], "b.json: has no field layout; expected a file that `python -m eval run` wrote"),
        ("[]", [], "b.json: holds a list; expected a file that `python -m eval run` wrote"),
        (
            "{",
            [],
            "b.json: is not JSON (EOF while parsing an object at line 1 column 1); "
            "expected a file that `python -m eval run` wrote",
        ),
        (None, [], "b.json: no such file; check the path"),
        (0, ["--measure", "recall"], "measure recall: is not in both runs; expected one of recall@1"),
        (
            99,
            [],
            f"b.json: has layout 99, expected {LAYOUT}; run the suite again: `python -m eval run squad:set.json`",
        ),
    ],
)
def test_what_cannot_be_compared_ends_in_one_line_and_exit_status_one(evaluate, workplace, content, words, error):
    run = make_run([1, 0])
    write_result(run, workplace / "a.json")
    if isinstance(content, str):
        (workplace / "b.json").write_text(content, encoding="utf-8")
    elif content is not None:
        write_result(dataclasses.replace(run, layout=content or LAYOUT), workplace / "b.json")
    done = evaluate("compare", "a.json", "b.json", *words)
    assert (done.exit_code, done.stdout, done.stderr) == (1, "", f"error: {error}\n")
