"""Two runs beside each other: differences, intervals, and the questions that changed."""

import dataclasses
import json

import pytest

from errors import EvaluationError
from eval import Comparison, compare_runs, read_result, show_comparison, write_result
from eval.compare import Difference, SliceComparison
from eval.results import LAYOUT, IndexFacts, QuestionResult, RunResult
from eval.run import slice_questions
from eval.shares import Share
from eval.significance import paired_interval, randomisation_test
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
    found = compare_runs(run, run)
    (difference,) = found.differences
    assert (difference.change, difference.low, difference.high, difference.p) == (0, 0, 0, 1)
    assert (found.n_better, found.n_worse, found.better, found.worse) == (0, 0, (), ())


def test_interval_and_p_are_those_of_the_functions_for_one_measure():
    values = [[1, 0, 1, 0, 0, 1, 0.5, None], [1, 1, 1, 0, 1, 1, 0.25, None]]
    (difference,) = compare_runs(*map(make_run, values)).differences
    before, after = ([Share(0, 0) if value is None else Share(value, 1) for value in side] for side in values)
    assert (difference.low, difference.high) == paired_interval(before, after)
    assert difference.p == randomisation_test(before, after)


def test_every_slice_is_compared_over_its_own_questions():
    languages = [Language.EN, Language.EN, Language.HANS, Language.HANS]
    runs = []
    for values in ([0, 0, 1, 1], [1, 1, 1, 0]):
        run = make_run(values)
        questions = tuple(
            dataclasses.replace(one, language=language) for one, language in zip(run.questions, languages, strict=True)
        )
        runs.append(dataclasses.replace(run, questions=questions, slices=slice_questions(questions, (MEASURE,))))
    found = compare_runs(*runs)
    assert [(one.by, one.name, one.questions, one.differences[0].change) for one in found.slices] == [
        ("all", "", 4, 0.25),
        ("language", "en", 2, 1),
        ("language", "zh-Hans", 2, -0.5),
    ]
    # Of the four ways to exchange two questions that both gained, two show as large a difference.
    assert found.slices[1].differences[0].p == 0.5


def test_the_questions_that_changed_most_come_first_in_either_direction():
    found = compare_runs(make_run([1, 0, 0.5, 1, None]), make_run([0.75, 0, 1, 0, 1]), top=1)
    assert (found.n_better, found.n_worse) == (1, 2)
    (better,), (worse,) = found.better, found.worse
    assert (better.question_id, better.before.value, better.after.value, better.change) == ("q2", 0.5, 1, 0.5)
    assert (worse.question_id, worse.before.value, worse.after.value, worse.change) == ("q3", 1, 0, -1)
    assert (worse.before.ranks, worse.after.ranks) == ((1,), (None,))
    assert [(one.passage_id, one.rank) for one in worse.right] == [("p", 1)]


def test_of_equal_changes_the_one_that_moved_further_comes_first():
    before, after = make_run([1, 1, 1]), make_run([0, 0, 0])
    ranks = [(2,), (None,), (9,)]
    questions = [dataclasses.replace(one, ranks=rank) for one, rank in zip(after.questions, ranks, strict=True)]
    found = compare_runs(before, dataclasses.replace(after, questions=tuple(questions)))
    assert [one.question_id for one in found.worse] == ["q1", "q2", "q0"]


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
    write_result(make_run([1, 0, 0, 1]), workplace / "b.json")
    done = evaluate("compare", "a.json", "b.json")
    lines = done.stdout.splitlines()
    (row,) = (cells for line in lines if (cells := line.split())[:2] == [MEASURE, "0.500"])
    assert row == [MEASURE, "0.500", "0.500", "+0.000", "-0.750", "to", "0.750", "1.000"]
    lost, gained = (
        lines.index(f"questions that lost by {MEASURE}: 1"),
        lines.index(f"questions that gained by {MEASURE}: 1"),
    )
    assert lines[lost + 1 : gained] == [
        "q1  en  1.000 → 0.000 (-1.000)",
        "  question 1",
        "  expected  1 right p",
        "  before    ranks 1",
        "            1 right p",
        "  after     ranks -",
        "            1 right p",
        "",
        "",
    ]
    found = json.loads(evaluate("compare", "a.json", "b.json", "--json").stdout)
    assert list(found) == ["measure", "slices", "n_better", "n_worse", "better", "worse"]
    assert found["worse"][0]["after"]["ranks"] == [None]


def test_other_measures_that_changed_in_a_slice_are_shown_the_least_likely_first_up_to_fifteen():
    rows = [Difference(f"m{n:02d}", 0.5, 0.75, 0.25, 0.1, 0.4, (40 - n) / 1000) for n in range(17)]
    plain = Difference("recall@1", 0.5, 0.5, 0.0, -0.1, 0.1, 1.0)
    likely = Difference("likely", 0.5, 0.6, 0.1, -0.1, 0.2, 0.05)
    slices = (SliceComparison("all", "", 9, (plain,)), SliceComparison("language", "en", 9, (plain, likely, *rows)))
    shown = show_comparison(Comparison("recall@1", slices, 0, 0, (), ()))
    names = [line.split()[2] for line in shown.splitlines() if line.strip().startswith("en (9): m")]
    assert names == [f"m{n:02d}" for n in range(16, 1, -1)]
    assert "2 more are in --json" in shown
    assert "likely" not in shown


def test_the_documented_json_of_a_comparison_is_the_one_written(evaluate, workplace):
    write_result(make_run([1, 0]), workplace / "a.json")
    write_result(make_run([0, 1]), workplace / "b.json")
    told = evaluate("compare", "--help").stdout
    found = json.loads(evaluate("compare", "a.json", "b.json", "--json").stdout)
    changed = found["worse"][0]
    parts = [found, found["slices"][0], found["slices"][0]["differences"][0], changed, changed["before"]]
    names = {name for part in [*parts, changed["before"]["found"][0]] for name in part}
    assert {name for name in names if f'"{name}"' not in told} == set()


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
            f"b.json: has layout 99, expected {LAYOUT}; run `python -m eval run squad:set.json` again",
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
