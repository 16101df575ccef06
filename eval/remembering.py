"""Encoders that remember their last vectors, so that many systems asked one question encode it once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import TypeVar

from embeddings import Encoder, Ensemble, TokenEncoder, Vectors

KEPT = 64
"""Calls that are remembered: more than one question makes."""

Made = TypeVar("Made")


def remember(ensemble: Ensemble) -> Ensemble:
    """The same encoders, each remembering its last calls: for systems that are asked in turn, never for timing."""
    return Ensemble(
        tuple(
            _RememberingTokens(member, member) if isinstance(member, TokenEncoder) else _Remembering(member)
            for member in ensemble.members
        )
    )


class _Remembering:
    """An encoder that answers a call it was just asked from memory; what it gives back is not to be changed."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._made: OrderedDict[tuple[str, tuple[str, ...]], object] = OrderedDict()

    @property
    def name(self) -> str:
        return self._encoder.name

    @property
    def fingerprint(self) -> str:
        return self._encoder.fingerprint

    @property
    def dimension(self) -> int:
        return self._encoder.dimension

    def encode_passages(self, texts: Sequence[str], *, on_batch: Callable[[int], None] | None = None) -> Vectors:
        return self._once("passages", texts, lambda: self._encoder.encode_passages(texts, on_batch=on_batch))

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        return self._once("queries", texts, lambda: self._encoder.encode_queries(texts))

    def _once(self, method: str, texts: Sequence[str], make: Callable[[], Made]) -> Made:
        key = (method, tuple(texts))
        if key not in self._made:
            self._made[key] = make()
            if len(self._made) > KEPT:
                self._made.popitem(last=False)
        found: Made = self._made[key]  # type: ignore[assignment] # what was made under this key
        return found


class _RememberingTokens(_Remembering):
    """The same for an encoder that also gives a vector for every token."""

    def __init__(self, encoder: Encoder, tokens: TokenEncoder) -> None:
        super().__init__(encoder)
        self._tokens = tokens

    def encode_passages_and_tokens(
        self, texts: Sequence[str], *, on_batch: Callable[[int], None] | None = None
    ) -> tuple[Vectors, list[Vectors]]:
        return self._once(
            "passage tokens", texts, lambda: self._tokens.encode_passages_and_tokens(texts, on_batch=on_batch)
        )

    def encode_queries_and_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[Vectors]]:
        return self._once("query tokens", texts, lambda: self._tokens.encode_queries_and_tokens(texts))

    def cut_passage(self, text: str) -> list[tuple[int, int]]:
        return self._tokens.cut_passage(text)

    def cut_query(self, text: str) -> list[tuple[int, int]]:
        return self._tokens.cut_query(text)
