"""Which parts of the search take part: everything by default, less for ablations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from settings import SearchSettings


@dataclass(frozen=True, slots=True)
class SearchOptions:
    """What a searcher uses.

    Attributes:
        legs: names of the legs that count, e.g. ``("bm25",)`` or ``("e5:passages",)``; empty for all.
        has_late_interaction: rerank the best by their tokens, where the index holds token vectors.
        is_centred: take the means off the question's vectors.
        reads_scope: places and years in the question choose reports.
        n_reranked: how many of the best passages late interaction looks at, at least 1, beside the best three of
            every report.
        collapses: of passages that say nearly the same only the best becomes a hit.
    """

    legs: tuple[str, ...] = ()
    has_late_interaction: bool = True
    is_centred: bool = True
    reads_scope: bool = True
    n_reranked: int = 50
    collapses: bool = True

    @classmethod
    def of(cls, settings: SearchSettings) -> SearchOptions:
        """The options that the settings ask for."""
        return cls(
            has_late_interaction=settings.late_interaction,
            n_reranked=settings.reranked,
            collapses=settings.collapse,
        )

    def counts_tokens(self, encoder: str) -> bool:
        """Whether late interaction is asked for and its leg, with the tokens of this encoder, counts."""
        return self.has_late_interaction and (not self.legs or f"{encoder}:tokens" in self.legs)

    def require_known_legs(self, known: Sequence[str]) -> None:
        """Refuse the name of a leg that an index has not.

        Raises:
            ValueError: names it, and those that are ``known``.
        """
        for name in self.legs:
            if name not in known:
                raise ValueError(f"there is no leg {name}; this index has {', '.join(known)}")
