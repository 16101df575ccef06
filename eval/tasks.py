"""A suite made ready: questions, what each must find, and the index they are asked of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from eval.questions import GoldQuestion
from indexer import Progress
from records import Language
from search import Searcher, SearchOptions
from settings import Settings


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the passages it must find.

    Attributes:
        question_id: unique in its task.
        text: as it is asked.
        language: for the slices.
        relevant: grade, at least 1, by the id of every passage that is right; none for a question
            without an answer, and none where no single passage holds a quote.
        evidence: of a gold question, for each of its quotes the ids of the passages that hold it whole.
        gold: what a right answer holds, for suites that measure answers.
        source: the article or paragraph it was written for: what is fitted on some questions must not be
            shown on others of the same source.
        answers: of a question of texts, words of the right passage that answer it; none where they are not told.
    """

    question_id: str
    text: str
    language: Language
    relevant: Mapping[str, int]
    evidence: tuple[frozenset[str], ...] = ()
    gold: GoldQuestion | None = None
    source: str = ""
    answers: tuple[str, ...] = ()

    @property
    def has_answer(self) -> bool:
        """Whether there is something to find."""
        return self.gold is None or self.gold.is_answerable

    @property
    def wanted(self) -> tuple[frozenset[str], ...]:
        """The passages that each thing to be found lies in: each quote, or each right passage."""
        return self.evidence if self.gold else tuple(frozenset({passage_id}) for passage_id in self.relevant)


@dataclass(frozen=True, slots=True)
class Task:
    """What a run asks, and of what.

    Attributes:
        searcher: over the index.
        questions: in the order of their file.
        files: what the task was made from.
        headline: the measure that sums the task up.
    """

    searcher: Searcher
    questions: tuple[Question, ...]
    files: tuple[Path, ...]
    headline: str

    @property
    def has_gold(self) -> bool:
        """Whether answers are measured, not rankings only."""
        return any(question.gold for question in self.questions)


@dataclass(frozen=True, slots=True)
class Request:
    """What a suite is opened with.

    Attributes:
        argument: what follows the colon of the suite's name, e.g. the file.
        settings: encoder, folders, threads.
        index: the index to ask, where one was named.
        corpus: the folder of reports to build one from, where one was named.
        encoder: the encoder asked for, where one was named.
        sample: how many questions to draw of the suite's, from a fixed seed; None for all.
        switches_script: ask every Chinese question in the other script too, whatever the suite.
        opened: an index that is open already: asked where no other is named and the suite brings no
            texts, and the source of the encoders that an index of a suite's own texts is built with.
        options: what the search uses, instead of what the settings ask for; of texts that say nearly the
            same, suites of texts keep all in any case.
        progress: told how far the work is.
        say: told what is done, one line each.
    """

    argument: str
    settings: Settings
    progress: Progress
    index: Path | None = None
    corpus: Path | None = None
    encoder: str | None = None
    say: Callable[[str], None] = field(default=lambda _: None)
    sample: int | None = None
    switches_script: bool = False
    opened: Searcher | None = None
    options: SearchOptions | None = None


@dataclass(frozen=True, slots=True)
class Suite:
    """A kind of task, by its name on the command line.

    Attributes:
        usage: how it is written, e.g. ``"gold:FILE"``.
        arguments: the fewest and the most comma-separated arguments.
        makes_index: it brings its own texts, so no index or corpus can be named.
        open: makes the task ready.
    """

    usage: str
    arguments: tuple[int, int]
    makes_index: bool
    open: Callable[[Request], Task]
