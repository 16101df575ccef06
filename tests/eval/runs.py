"""Results made by hand for the tests of what shows them."""

from __future__ import annotations

from eval.questions import Quote
from eval.results import LAYOUT, Expected, Given, IndexFacts, Latency, PassageText, QuestionResult, RunResult
from eval.shares import Share
from eval.slices import slice_questions
from eval.surroundings import Surroundings
from records import Language, Stance

INDEX = IndexFacts(
    "folder/index", "folder/reports", "000001", 1, "hashing", "0" * 16, {"hashing": "0" * 16}, {"passages": 3}, {}
)
WHERE = Surroundings("c" * 40, is_changed=False, versions={"python": "3.11.2"}, system="", processor="", cores=2)
PASSAGES = {
    "jia#0": PassageText("jia", ("一、改革",), "推行校长职级制，覆盖面达到70%。"),
    "jia#1": PassageText("jia", (), "加强食堂管理。"),
    "yi#0": PassageText("yi", (), "落实双减政策。"),
}


def gold(question_id, kind, *, reports=(), status=None, quotes=(), shows=(), ranks=(), measures, given, language="en"):
    """A gold question whose evidence is ``(report, words)`` and whose answer is given."""
    evidence = tuple(Quote(report, words) for report, words in quotes)
    stances = {report: Stance(stance) for report, stance in (status or {}).items()}
    return QuestionResult(
        question_id=question_id,
        language=Language(language),
        kind=kind,
        question=f"question {question_id}",
        relevant={"jia#0": 1} if quotes else {},
        retrieved=("yi#0", "jia#1", "jia#0"),
        ranks=tuple(ranks),
        milliseconds=1.0,
        measures={name: Share(*share) for name, share in measures.items()},
        expected=Expected(stances, tuple(shows), "", tuple(reports), evidence),
        given=given,
    )


def answer(status=None, text="It says 70%.", confidence=None):
    """An answer; one without a status abstains."""
    stances = {report: Stance(stance) for report, stance in (status or {}).items()}
    return Given(stances, not stances, text, 1.0, confidence or {})


def text_question(question_id, rank, *, question="which line", value=None):
    """A question of a suite of texts whose right passage has this rank."""
    return QuestionResult(
        question_id=question_id,
        language=Language.EN,
        kind="",
        question=question,
        relevant={"jia#0": 1},
        retrieved=("yi#0", "jia#1", "jia#0"),
        ranks=(rank,),
        milliseconds=1.0,
        measures={"recall@1": Share(float(rank == 1) if value is None else value, 1)},
    )


def run_of(questions, *, suite="gold:some/where/gold.jsonl", headline="evidence recall@5", reliability=()):
    """A run of these questions."""
    measures = tuple(dict.fromkeys(measure for one in questions for measure in one.measures))
    return RunResult(
        LAYOUT,
        suite,
        headline,
        "2022-12-01T00:00:00+00:00",
        1.0,
        WHERE,
        {},
        INDEX,
        (),
        {"find": Latency(2.0, 4.0)},
        slice_questions(questions, measures),
        tuple(questions),
        PASSAGES,
        reliability,
    )
