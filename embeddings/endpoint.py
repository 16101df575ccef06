"""An encoder behind an OpenAI-compatible server: `openai:MODEL`."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from pydantic import BaseModel, TypeAdapter, ValidationError

from embeddings.encoders import Vectors, digest
from embeddings.loading import SERVED
from embeddings.sentence import normalize
from embeddings.text import batches_by_length, mend_surrogates
from endpoints import named_faults, open_client
from errors import EndpointError, EndpointFault
from settings import EndpointSettings

if TYPE_CHECKING:
    from openai import Omit, OpenAI

GROUP = "endpoint"
# Servers refuse an empty text; a full stop says as little.
BLANK = "."
PROBE = "教育局工作要点 plan of an education bureau"
PROBE_BITS = 12


class _Row(BaseModel):
    index: int
    embedding: list[float] | str


class _Rows(BaseModel):
    data: list[_Row]


class EndpointEncoder:
    """A model that a server runs; every request is one batch, and batches follow one another.

    The first request, made here, is a probe: it finds the address, the key and the model right or
    wrong before the long work, learns the dimension, and gives the fingerprint what it can know of a
    model that it does not see. Servers that compute on a graphics card give vectors that differ in
    the fourth digit from time to time; so of the probe's vector only the signs of 12 sums over random
    halves of its numbers are kept, which other weights change (1 in 4096 do not) and noise does not.

    A text longer than ``max_chars`` is cut there; what the server does with one that is longer than
    its model reads is its own affair.

    Args:
        model: its name on the server.
        settings: of the server.

    Raises:
        SettingsError: no address is set.
        EndpointError: the server cannot be reached, refuses, fails, or answers nonsense.
    """

    def __init__(self, model: str, settings: EndpointSettings) -> None:
        self.name = SERVED + model.rstrip("/").rpartition("/")[2]
        self.model = model
        self.settings = settings
        self._client: OpenAI = open_client(settings, group=GROUP)
        self.dimension = 0  # not known before the first answer
        probe = self._request([PROBE])
        self.dimension = probe.shape[1]
        self.fingerprint = digest(
            SERVED, model, str(self.dimension), str(settings.max_chars),
            settings.query_prompt, settings.passage_prompt, _signs(probe[0]),
        )  # fmt: skip

    def encode_passages(self, texts: Sequence[str], *, on_batch: Callable[[int], None] | None = None) -> Vectors:
        """Encode texts that are searched, longest first."""
        return self._encode(texts, prompt=self.settings.passage_prompt, on_batch=on_batch)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Encode questions."""
        return self._encode(texts, prompt=self.settings.query_prompt, on_batch=None)

    def _encode(self, texts: Sequence[str], *, prompt: str, on_batch: Callable[[int], None] | None) -> Vectors:
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        sent = [prompt + self._prepare(text) for text in texts]
        limits = {"max_texts": self.settings.batch_texts, "max_chars": self.settings.batch_chars}
        for rows in batches_by_length(sent, **limits):
            vectors[rows] = self._request([sent[row] for row in rows])
            if on_batch is not None:
                on_batch(len(rows))
        return vectors

    def _prepare(self, text: str) -> str:
        return mend_surrogates(text)[: self.settings.max_chars].strip() or BLANK

    def _request(self, texts: list[str]) -> Vectors:
        """One request: vectors of length 1 in the order of ``texts``, whatever order they came in."""
        from openai import omit

        dimensions: int | Omit = self.settings.dimensions or omit
        with named_faults(self.settings, group=GROUP, model=self.model):
            answer = self._client.embeddings.with_raw_response.create(
                model=self.model, input=texts, dimensions=dimensions, encoding_format="float"
            )
            found = json.loads(answer.http_response.content)
        try:
            return normalize(read_vectors(found, count=len(texts), dimension=self.dimension))
        except ValueError as error:
            reason = f"the server's answer cannot be used: {error}; look whether {self.model} makes embeddings"
            raise EndpointError(self.model, EndpointFault.UNUSABLE, reason) from None


def read_vectors(answer: object, *, count: int, dimension: int) -> Vectors:
    """Read the JSON of an answer.

    Args:
        answer: ``{"data": [{"index", "embedding"}]}``, each embedding a list of numbers or the base64
            of little-endian float32.
        count: how many texts were sent.
        dimension: the length every vector must have; 0 for what the first one has.

    Returns:
        Shape (count, dimension), by ``index``.

    Raises:
        ValueError: one is missing or doubled, not finite, all zeros, or of another length.

    Example:
        >>> shuffled = {"data": [{"index": 1, "embedding": [0, 1]}, {"index": 0, "embedding": "AACAPwAAAAA="}]}
        >>> read_vectors(shuffled, count=2, dimension=0).tolist()
        [[1.0, 0.0], [0.0, 1.0]]
    """
    try:
        rows = _ROWS.validate_python(answer).data
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise ValueError(f"expected data with index and embedding, {where or 'it'} is not so") from error
    if sorted(row.index for row in rows) != list(range(count)):
        raise ValueError(f"{count} texts were sent and {len(rows)} vectors came, each index expected once")
    unpacked = [_unpack(row.embedding) for row in sorted(rows, key=lambda row: row.index)]
    lengths = sorted({len(one) for one in unpacked})
    expected = dimension or lengths[0]
    if lengths != [expected] or not expected:
        raise ValueError(f"vectors of {' and '.join(map(str, lengths))} numbers came, expected {expected or 'some'}")
    vectors: Vectors = np.stack(unpacked)
    if not np.isfinite(vectors).all() or not vectors.any(axis=1).all():
        raise ValueError("a vector holds no finite numbers or nothing but zeros")
    return vectors


def _unpack(embedding: list[float] | str) -> Vectors:
    if isinstance(embedding, str):
        try:
            return np.frombuffer(base64.b64decode(embedding, validate=True), dtype="<f4").astype(np.float32)
        except (binascii.Error, ValueError) as error:
            raise ValueError(f"a vector in base64 is damaged ({error})") from error
    with np.errstate(over="ignore"):  # too large for fp32 is infinite, and found as that
        return np.array(embedding, dtype=np.float64).astype(np.float32)


def _signs(vector: Vectors) -> str:
    """Whether each of 12 sums of the numbers, half of them taken negative, is above 0."""
    n_bytes = -(-len(vector) // 8)
    bits = [np.frombuffer(hashlib.shake_256(bytes([row])).digest(n_bytes), np.uint8) for row in range(PROBE_BITS)]
    halves = np.unpackbits(np.stack(bits), axis=1)[:, : len(vector)].astype(np.float64) * 2 - 1
    return "".join("1" if total > 0 else "0" for total in halves @ vector)


_ROWS = TypeAdapter(_Rows)
