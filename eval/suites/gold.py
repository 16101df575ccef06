"""Suites over reports: gold questions, each proved by quotes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from errors import EvaluationError
from eval.bench import build_from_reports, open_given
from eval.questions import GoldQuestion, Quote, read_gold
from eval.tasks import Question, Request, Task
from indexer import Index
from language import key_text
from search import Searcher

HEADLINE = "evidence recall@5"
_ROOT = Path(__file__).resolve().parents[2]
GOLD_FOLDER = _ROOT / "eval" / "gold"
DEMO_GOLD = GOLD_FOLDER / "demo.jsonl"
DEMO_CORPUS = _ROOT / "corpus" / "reports"

_QUOTE_SHOWN = 20
_PROBLEMS_SHOWN = 3


def open_demo(request: Request) -> Task:
    """The project's own questions over the demo corpus; builds its index if none is named."""
    return _open(request, DEMO_GOLD, DEMO_CORPUS)


def open_gold(request: Request) -> Task:
    """Questions of a file over the index named, over the reports named, or over the index of the settings."""
    return _open(request, Path(request.argument), None)


def find_evidence(questions: Sequence[GoldQuestion], index: Index, *, source: str) -> list[tuple[frozenset[str], ...]]:
    """Find the passages that hold each quote.

    Args:
        questions: gold questions.
        index: of the reports they were written for.
        source: the file of the questions, for the message.

    Returns:
        For each question, for each of its quotes, the ids of the passages of the quoted report that
        hold the whole quote, compared by ``key_text``; an empty set where a quote spans two passages.

    Raises:
        EvaluationError: a report or a quote is not in the index; names question and report.
    """
    keys = _PassageKeys(index)
    problems = [problem for question in questions for problem in _problems(question, keys)]
    if problems:
        more = f"; and {len(problems) - _PROBLEMS_SHOWN} more" if len(problems) > _PROBLEMS_SHOWN else ""
        reason = (
            f"{'; '.join(problems[:_PROBLEMS_SHOWN])}{more}; give --index or --corpus the reports it was written for"
        )
        raise EvaluationError(source, reason)
    return [tuple(keys.holding(quote) for quote in question.evidence) for question in questions]


class _PassageKeys:
    """Reports and passages as keys for comparing, each made once."""

    def __init__(self, index: Index) -> None:
        self.folder = index.folder
        self.reports = {report.report_id: key_text(report.text) for report in index.reports}
        self._passages: dict[str, list[tuple[str, str]]] = {report_id: [] for report_id in self.reports}
        for passage in index.passages:
            text = index.report(passage.report_id).text[passage.start : passage.end]
            self._passages[passage.report_id].append((passage.passage_id, key_text(text)))

    def holding(self, quote: Quote) -> frozenset[str]:
        wanted = key_text(quote.text)
        return frozenset(passage_id for passage_id, key in self._passages[quote.report_id] if wanted in key)


def _problems(question: GoldQuestion, keys: _PassageKeys) -> Iterator[str]:
    missing = sorted(set(question.report_ids) - keys.reports.keys())
    for report_id in missing:
        yield f"question {question.question_id} has evidence in report {report_id}, which is not in index {keys.folder}"
    for quote in question.evidence:
        if quote.report_id not in missing and key_text(quote.text) not in keys.reports[quote.report_id]:
            shown = quote.text[:_QUOTE_SHOWN]
            yield f"question {question.question_id} quotes “{shown}…”, which is not in report {quote.report_id}"


def _open(request: Request, path: Path, demo_corpus: Path | None) -> Task:
    gold = read_gold(path)
    searcher = _open_searcher(request, demo_corpus)
    evidence = find_evidence(gold, searcher.index, source=str(path))
    questions = tuple(_to_question(one, holders) for one, holders in zip(gold, evidence, strict=True))
    return Task(searcher, questions, (path,), HEADLINE)


def _open_searcher(request: Request, demo_corpus: Path | None) -> Searcher:
    if request.index is not None:
        return open_given(request, request.index)
    corpus = request.corpus or demo_corpus
    if request.opened is not None and (corpus is None or _is_of(request.opened.index, corpus)):
        return request.opened
    if corpus is not None:
        return build_from_reports(request, corpus)
    return open_given(request, request.settings.index)


def _is_of(index: Index, corpus: Path) -> bool:
    """Whether an index was built from a folder of reports: it need not be built again."""
    return Path(index.manifest.corpus).resolve() == corpus.resolve()


def _to_question(gold: GoldQuestion, evidence: tuple[frozenset[str], ...]) -> Question:
    return Question(
        question_id=gold.question_id,
        text=gold.text,
        language=gold.language,
        relevant=dict.fromkeys(sorted(frozenset().union(*evidence)), 1),
        evidence=evidence,
        gold=gold,
    )
