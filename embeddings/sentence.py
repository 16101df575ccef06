"""Any sentence-transformers model as an encoder."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np

from embeddings.encoders import Vectors
from embeddings.text import batches_by_length, mend_surrogates

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BATCH_TEXTS = 32
BATCH_CHARS = 16_000
QUESTION_CHARS = 200
# What models call their prompts: sentence-transformers' own names, then those of nomic, stella and jina.
QUERY_NAMES = ("query", "search_query", "s2p_query", "retrieval.query", "Retrieval-query")
PASSAGE_NAMES = ("document", "passage", "corpus", "search_document", "retrieval.passage", "Retrieval-document")


class SentenceEncoder:
    """A loaded model with its prompts; one batch at a time, whoever asks.

    Fast tokenizers must not be used by two threads at once, and two batches at once would fight for
    the cores that one batch already fills: a lock lets the callers take turns, batch by batch, so a
    question waits for one batch of a running build and no more.

    A question is computed by one thread, a batch of passages by all. For the 15 tokens of a question
    a second core saves a few milliseconds on an idle machine, and on a busy one waiting for it cost
    340 ms instead of 41.

    Args:
        model: loaded, on its device.
        name: of the encoder.
        fingerprint: of everything that decides its vectors.
        threads: torch's, for a batch, at least 1.
    """

    def __init__(self, model: SentenceTransformer, *, name: str, fingerprint: str, threads: int) -> None:
        dimension = model.get_embedding_dimension()
        if dimension is None:
            raise ValueError(f"the model {name} does not say how long its vectors are")
        self.name = name
        self.fingerprint = fingerprint
        self.dimension = dimension
        self.threads = threads
        self.model = model
        self.query_prompt, self.passage_prompt = read_prompts(model.prompts, default=model.default_prompt_name)
        self._lock = threading.Lock()

    def encode_passages(self, texts: Sequence[str], *, on_batch: Callable[[int], None] | None = None) -> Vectors:
        """Encode texts that are searched, longest first."""
        return self._encode(texts, prompt=self.passage_prompt, task="document", on_batch=on_batch)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Encode questions."""
        return self._encode(texts, prompt=self.query_prompt, task="query", on_batch=None)

    @contextmanager
    def turn(self, batch: Sequence[str]) -> Iterator[None]:
        """Wait for the model to be free, then have it with the threads that suit the batch."""
        import torch

        with self._lock:
            torch.set_num_threads(self.threads if sum(map(len, batch)) > QUESTION_CHARS else 1)
            yield

    def _encode(
        self, texts: Sequence[str], *, prompt: str, task: str, on_batch: Callable[[int], None] | None
    ) -> Vectors:
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        for rows in batches_by_length(texts, max_texts=BATCH_TEXTS, max_chars=BATCH_CHARS):
            batch = [mend_surrogates(texts[row]) for row in rows]
            with self.turn(batch):
                vectors[rows] = self.model.encode(
                    batch, prompt=prompt, batch_size=len(batch), show_progress_bar=False, task=task
                )
            if on_batch is not None:
                on_batch(len(rows))
        return normalize(vectors)


def read_prompts(prompts: dict[str, Any], *, default: str | None = None) -> tuple[str, str]:
    """The prompts a model wants before a question and before a passage, empty where it has none.

    sentence-transformers puts an empty ``document`` beside the prompts of a model that calls it
    ``passage``, and its own ``encode_document`` then takes the empty one; so the first that says
    something is taken here, of all names that models give the two.

    Args:
        prompts: of the model, by name.
        default: the name of its default prompt; it counts for both where neither has one of its own.

    Example:
        >>> read_prompts({"query": "query: ", "passage": "passage: ", "document": ""})
        ('query: ', 'passage: ')
        >>> read_prompts({"retrieval": "Represent this: "}, default="retrieval")
        ('Represent this: ', 'Represent this: ')
    """
    query, passage = _first_said(prompts, QUERY_NAMES), _first_said(prompts, PASSAGE_NAMES)
    if not query and not passage and default:
        query = passage = prompts.get(default) or ""
    return query, passage


def _first_said(prompts: dict[str, Any], names: Sequence[str]) -> str:
    return next((str(prompts[name]) for name in names if prompts.get(name)), "")


def normalize(vectors: Vectors) -> Vectors:
    """Give every row length 1 in fp32; what a model normalised in bf16 is off by up to 0.002."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Vectors = vectors / np.maximum(lengths, np.float32(1e-12))
    return unit
