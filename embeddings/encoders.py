"""What an encoder promises, and the ensemble of several."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias, runtime_checkable

import numpy as np
from numpy.typing import NDArray

Vectors: TypeAlias = NDArray[np.float32]
"""A matrix of shape (texts, dimension), every row of length 1."""

FINGERPRINT_DIGITS = 16


class Encoder(Protocol):
    """Turns texts into vectors whose dot product is their similarity.

    Rows come back in the order of ``texts`` and do not depend on the company a text is encoded in,
    but for the rounding of the arithmetic (1e-6 a number in fp32, 2e-3 in bf16). No text at all gives shape
    ``(0, dimension)``. A text longer than the model reads is cut at its end. A lone surrogate is
    read as U+FFFD, as a decoder would have put it. Every method may be called from several threads.

    Attributes:
        name: short, for people and for the names of legs, e.g. ``"e5"``.
        fingerprint: 16 hexadecimal digits that change with anything that changes the vectors.
        dimension: the length of a vector.
    """

    @property
    def name(self) -> str: ...  # noqa: D102 - described in the class

    @property
    def fingerprint(self) -> str: ...  # noqa: D102 - described in the class

    @property
    def dimension(self) -> int: ...  # noqa: D102 - described in the class

    def encode_passages(self, texts: Sequence[str], *, on_batch: Callable[[int], None] | None = None) -> Vectors:
        """Encode texts that are searched.

        Args:
            texts: in any order, of any length.
            on_batch: called after every batch with the number of texts in it, for a progress bar.
        """
        ...

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Encode questions; a model with prompts reads them differently from passages."""
        ...


@runtime_checkable
class TokenEncoder(Encoder, Protocol):
    """An encoder that also gives a vector for every token, for late interaction.

    Both come from one run of the model. The start and end marks of the model and the tokens of its
    prompt (``query: ``) are left out, so an empty text gives shape ``(0, dimension)``.
    """

    def encode_passages_and_tokens(
        self, texts: Sequence[str], *, on_batch: Callable[[int], None] | None = None
    ) -> tuple[Vectors, list[Vectors]]:
        """What ``encode_passages`` gives, and a matrix a text of shape (tokens, dimension), rows of length 1."""
        ...

    def encode_queries_and_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[Vectors]]:
        """The same for questions."""
        ...

    def cut_passage(self, text: str) -> list[tuple[int, int]]:
        """Where each of a text's token vectors stands in it: start and end, in their order; they may be equal."""
        ...

    def cut_query(self, text: str) -> list[tuple[int, int]]:
        """The same for a question."""
        ...


@dataclass(frozen=True, slots=True)
class Ensemble:
    """Several encoders that are asked side by side; their scores are fused by the search.

    Attributes:
        members: in the order they were named.
        spec: what they were loaded as, which a model's short name does not tell; empty for the names.

    Raises:
        ValueError: there is no member, or two have one name.
    """

    members: tuple[Encoder, ...]
    spec: str = ""

    def __post_init__(self) -> None:
        names = [member.name for member in self.members]
        if not names or len(set(names)) < len(names):
            raise ValueError(f"an ensemble needs members with different names, got {names}")

    @property
    def name(self) -> str:
        """The names of the members, joined by ``+``."""
        return "+".join(member.name for member in self.members)

    @property
    def fingerprint(self) -> str:
        """16 hexadecimal digits over the members' own, in their order."""
        return digest(*(member.fingerprint for member in self.members))


def digest(*parts: str) -> str:
    """Make a fingerprint of everything that decides the vectors.

    Example:
        >>> len(digest("weights", "prompts")), digest("ab", "c") == digest("a", "bc")
        (16, False)
    """
    joined = "\0".join(parts).encode("utf-8")
    return hashlib.sha256(joined).hexdigest()[:FINGERPRINT_DIGITS]
