"""What went wrong, and the reasons: each fault by a question that has it and one that has not."""

import json

import pytest

from eval import Fault, list_failures, write_result
from eval.failures import count_faults
from records import Language
from tests.eval.runs import answer, gold, run_of, text_question

FULL = {"evidence recall@5": (1, 1)}
QUOTE = ("jia", "校长职级制")


def set_question(given, *, name="g1", reports=("jia",), status="done", quote=QUOTE, rank=1):
    measures = FULL | {"set F1": (0.5, 1)}
    facts = {"reports": reports, "status": {"jia": status}, "quotes": [quote], "ranks": (rank,), "measures": measures}
    return gold(name, "which_reports", **facts, given=given)


def number_question(given, *, shows=("70%", "3个")):
    measures = FULL | {"answer accuracy": (0, 1)}
    return gold(
        "g1", "number", reports=("jia",), quotes=[QUOTE], ranks=(1,), shows=shows, measures=measures, given=given
    )


def reasons_of(question):
    return [(reason.fault, reason.details) for one in list_failures(run_of([question])) for reason in one.reasons]


@pytest.mark.parametrize(
    ("question", "reasons"),
    [
        (set_question(answer({"jia": "done"})), []),
        (
            set_question(answer({"yi": "done"}, confidence={"jia": 0.42, "yi": 0.7})),
            [(Fault.MISSING_REPORT, "jia (0.42)"), (Fault.WRONG_REPORT, "yi (0.70)")],
        ),
        (set_question(answer({"jia": "planned"})), [(Fault.WRONG_STATUS, "jia: expected done, got planned")]),
        (set_question(answer({"jia": "planned"}), status="both"), []),
        # An abstention is one fault, not as many as there are reports.
        (set_question(answer(), reports=("jia", "yi")), [(Fault.ABSTAINED_WRONGLY, "expected jia, yi")]),
        (
            set_question(answer({"jia": "done"}), rank=7),
            [(Fault.EVIDENCE_MISSED, "“校长职级制” of jia: rank 7, expected in the first 5")],
        ),
        (
            set_question(answer({"jia": "done"}), rank=None),
            [(Fault.EVIDENCE_MISSED, "“校长职级制” of jia: not in the first 5, expected in the first 5")],
        ),
        # Folded and without punctuation the words stand in no kept passage of their report.
        (
            set_question(answer({"jia": "done"}), quote=("jia", "70%。加强"), rank=None),
            [(Fault.EVIDENCE_SPLIT, "“70%。加强” of jia")],
        ),
        (number_question(answer({"jia": "done"})), [(Fault.FIGURE_MISSING, "3个")]),
        # Reports too many are no fault of a question that asks for a figure.
        (number_question(answer({"jia": "done", "yi": "done"})), [(Fault.FIGURE_MISSING, "3个")]),
        (
            number_question(answer({"jia": "done"}, text="70% 3個" + "长" * 400)),
            [(Fault.TOO_LONG, "406 characters, expected at most 400")],
        ),
        (
            number_question(answer({"jia": "done"}), shows=()),
            [(Fault.NOT_QUOTED, "no citation holds the evidence")],
        ),
        (
            gold("g1", "unanswerable", measures={"abstention recall": (0, 1)}, given=answer({"yi": "done"})),
            [(Fault.SHOULD_HAVE_ABSTAINED, "said yes of yi")],
        ),
        (gold("g1", "unanswerable", measures={"abstention recall": (1, 1)}, given=answer()), []),
        (
            gold("g1", "unanswerable", measures={"citation fidelity": (2, 3)}, given=answer()),
            [(Fault.ALTERED_QUOTE, "1 of 3 quotes")],
        ),
    ],
)
def test_every_fault_is_named_with_what_shows_it(question, reasons):
    assert reasons_of(question) == reasons


@pytest.mark.parametrize(
    ("rank", "reasons"),
    [
        (1, []),
        (3, [(Fault.EVIDENCE_MISSED, "jia#0: rank 3, expected in the first 1")]),
        (None, [(Fault.EVIDENCE_MISSED, "jia#0: not in the first 3, expected in the first 1")]),
    ],
)
def test_a_suite_of_texts_is_held_to_its_headline(rank, reasons):
    run = run_of([text_question("q1", rank)], headline="recall@1")
    assert [(one.fault, one.details) for failure in list_failures(run) for one in failure.reasons] == reasons


def test_the_worst_come_first_and_passages_show_what_was_right():
    questions = [
        gold("g1", "unanswerable", measures={"abstention recall": (0, 1)}, given=answer({"yi": "done"})),
        set_question(answer({"jia": "done", "yi": "done"}), name="g0"),
    ]
    failures = list_failures(run_of(questions))
    assert [(one.question.question_id, one.score) for one in failures] == [("g1", 0), ("g0", 0.75)]
    found = failures[1].found
    assert [(one.passage_id, one.rank, one.is_right) for one in found] == [
        ("yi#0", 1, False),
        ("jia#1", 2, False),
        ("jia#0", 3, True),
    ]
    assert found[2].text.text == "推行校长职级制，覆盖面达到70%。"
    assert count_faults(failures) == {Fault.SHOULD_HAVE_ABSTAINED: 1, Fault.WRONG_REPORT: 1}


def test_kind_language_and_fault_narrow_the_list():
    run = run_of(
        [
            gold("g1", "unanswerable", measures={}, given=answer({"yi": "done"})),
            gold("g2", "unanswerable", measures={}, given=answer({"yi": "done"}), language="zh-Hans"),
            number_question(answer({"jia": "done"})),
        ]
    )
    assert [one.question.question_id for one in list_failures(run, kind="unanswerable", language=Language.EN)] == ["g1"]
    assert {one.question.kind for one in list_failures(run, fault=Fault.FIGURE_MISSING)} == {"number"}


def test_the_command_line_lists_them(evaluate, workplace):
    write_result(run_of([number_question(answer({"jia": "done"}, confidence={"jia": 0.9}))]), workplace / "a.json")
    done = evaluate("failures", "a.json")
    assert (done.exit_code, done.stderr) == (0, "")
    lines = [line.rstrip() for line in done.stdout.splitlines()]
    assert lines[0] == "1 of 1 questions went wrong"
    assert lines[lines.index("g1  en  number  0.500") :] == [
        "g1  en  number  0.500",
        "  question g1",
        "  wrong     figure missing: 3个",
        "  expected  jia",
        "            to show 70%, 3个",
        "            “校长职级制” in jia",
        "  got       jia done (0.90)",
        "            It says 70%.",
        "  found     1 yi#0 落实双减政策。",
        "            2 jia#1 加强食堂管理。",
        "            3 right jia#0 推行校长职级制，覆盖面达到70%。",
    ]


def test_the_documented_json_of_failures_is_the_one_written(evaluate, workplace):
    write_result(run_of([number_question(answer({"jia": "done"}))]), workplace / "a.json")
    told = evaluate("failures", "--help").stdout
    found = json.loads(evaluate("failures", "a.json", "--json", "--worst", "1").stdout)
    (failure,) = found["failures"]
    assert (found["questions"], found["failed"], found["faults"]) == (1, 1, {"figure missing": 1})
    names = {name for part in (found, failure, failure["reasons"][0], failure["found"][0]) for name in part}
    assert {name for name in names if f'"{name}"' not in told} == set()


def test_nothing_wrong_is_said_so(evaluate, workplace):
    write_result(run_of([text_question("q1", 1)], headline="recall@1"), workplace / "a.json")
    assert evaluate("failures", "a.json").stdout == "0 of 1 questions went wrong\n"
