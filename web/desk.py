"""What every tab works with: who answers, and from which reports - replaced as a whole when the index is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from answers import Answerer, WrittenAnswer
from records import Answer, Filters, Understanding
from settings import PageSettings, Settings
from web.catalogue import Catalogue


class Asker(Protocol):
    """Answers a question, as ``Answerer.ask`` does; may be called from several threads at once."""

    def __call__(
        self,
        question: str,
        *,
        filters: Filters = ...,
        previous: Understanding | None = ...,
        understood: Understanding | None = ...,
    ) -> Answer:
        """Answer a question."""


@dataclass(frozen=True, slots=True)
class Holdings:
    """One generation of the index as the page uses it.

    Attributes:
        ask: answers a question.
        catalogue: the reports that it answers from.
        answerer: behind ``ask``; None where answers are made by hand, as in tests.
        write: lets a language model write an answer; None where none is set.
    """

    ask: Asker
    catalogue: Catalogue
    answerer: Answerer | None = None
    write: Callable[[Answer], Iterator[WrittenAnswer]] | None = None


class Desk:
    """The holdings in use. A handler takes ``holdings`` once, so that one answer comes from one generation.

    Args:
        holdings: what is in use now.
        settings: as the page was started with; None in tests of answers alone.
        reopen: opens the index anew, after a rebuild.
    """

    def __init__(
        self, holdings: Holdings, *, settings: Settings | None = None, reopen: Callable[[], Holdings] | None = None
    ) -> None:
        self.holdings = holdings
        self.settings = settings
        self._reopen = reopen

    @property
    def page(self) -> PageSettings:
        """The settings of the page; the defaults where none were given."""
        return self.settings.page if self.settings else PageSettings()

    def renew(self) -> Holdings:
        """Take up the index's current generation; those who read the old one read on undisturbed.

        Raises:
            ValueError: the desk was opened without a way to do it.
            YaodianError: the index cannot be opened; the old one stays in use.
        """
        if self._reopen is None:
            raise ValueError("this desk was opened without a way to renew its holdings")
        self.holdings = self._reopen()
        return self.holdings


def generation_of(holdings: Holdings) -> str:
    """The name of the index generation that is held; empty where answers are made by hand."""
    return holdings.answerer.index.manifest.generation if holdings.answerer else ""
