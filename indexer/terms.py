"""The corpus's own terms with their vectors: what an English, misspelt or differently worded question is matched to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
import rjieba

from indexer.centring import centre
from indexer.database import Contents
from indexer.glosses import Glosses, gloss_terms, pack_glosses, unpack_glosses
from indexer.manifest import Manifest
from indexer.part import Draft, Part
from language import meanings

TERMS_FILE = "terms.npz"

MAX_TERMS = 20_000
"""Beyond that, terms that stand once go first, then the rarest: 31 reports of 20,000 characters hold 160,000."""

_MIN_CHARS, _MAX_CHARS, _MAX_WORDS = 2, 10, 4
_CLAUSE = re.compile(r"[\u4e00-\u9fffa-z]+")
# jieba's tags of words that open or close no term: particles, pronouns, prepositions, conjunctions, numbers,
# measure words, adverbs, interjections, positions, times.
_FUNCTION_TAGS = tuple("ucprmqdyoxwtf")

Float32 = npt.NDArray[np.float32]
Int32 = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of an index and the passages that hold them.

    Attributes:
        texts: folded, each once, sorted.
        vectors: shape (terms, dimension), centred, rows of length 1.
        mean: shape (dimension,): what was taken off.
        starts: shape (passages + 1,): passage ``i`` holds ``held[starts[i]:starts[i + 1]]``.
        held: rows into ``texts``, rising within a passage.
        encoder: the name of the encoder that made the vectors.
        glosses: what the dictionary says that terms mean in English.
    """

    texts: tuple[str, ...]
    vectors: Float32
    mean: Float32
    starts: Int32
    held: Int32
    encoder: str
    glosses: Glosses = field(default_factory=dict)


def terms_in(text: str) -> Iterator[str]:
    """The terms of a folded text: one to four words in a row, two to ten characters, no function word.

    Example:
        >>> list(terms_in("推行校长职级制，2022年"))
        ['推行', '推行校长', '推行校长职级', '推行校长职级制', '校长', '校长职级', '校长职级制', '职级', '职级制']
    """
    for clause in _CLAUSE.findall(text):
        words = rjieba.tag(clause)
        for start in range(len(words)):
            term = ""
            for word, tag in words[start : start + _MAX_WORDS]:
                term += word
                if tag.startswith(_FUNCTION_TAGS) or len(term) > _MAX_CHARS:
                    break
                if len(term) >= _MIN_CHARS:
                    yield term


def choose_terms(found: Sequence[Sequence[str]], *, most: int = MAX_TERMS) -> tuple[str, ...]:
    """The terms that the index keeps, sorted.

    Args:
        found: the terms of each passage.
        most: how many to keep; the most frequent win, among equals words of the dictionary, which English
            questions find, then longer ones, then by text.
    """
    counts = Counter(term for terms in found for term in terms)
    ranked = sorted(counts, key=lambda term: (-counts[term], not meanings(term), -len(term), term))
    return tuple(sorted(ranked[:most]))


def read_terms(folder: Path) -> Terms:
    """Read the terms of a generation.

    Raises:
        OSError: the file is missing.
        ValueError: it is damaged.
        KeyError: it lacks a part.
    """
    with np.load(folder / TERMS_FILE) as arrays:
        joined = arrays["texts"].tobytes().decode("utf-8")
        return Terms(
            texts=tuple(joined.split("\n")) if joined else (),
            vectors=arrays["vectors"].astype(np.float32),
            mean=arrays["mean"],
            starts=arrays["starts"],
            held=arrays["held"],
            encoder=str(arrays["encoder"]),
            glosses=unpack_glosses(arrays),
        )


def _write(draft: Draft) -> None:
    # The last encoder of an ensemble: of the bundled two, muse, which knows single terms across languages
    # (principal rank reform -> 校长职级制改革 0.73), where e5 puts all short texts close together.
    encoder = draft.ensemble.members[-1]
    found = [list(terms_in(text)) for text in draft.passage_texts]
    texts = choose_terms(found)
    vectors = draft.embedder.passages(encoder, texts, stage=f"Embedding terms ({encoder.name})", unit="terms")
    mean = vectors.mean(axis=0) if len(vectors) > 1 else np.zeros(encoder.dimension, dtype=np.float32)
    starts, held = _index_passages(found, texts)
    arrays = pack_glosses(gloss_terms(texts))
    with (draft.folder / TERMS_FILE).open("wb") as file:
        np.savez(
            file,
            allow_pickle=False,
            texts=np.frombuffer("\n".join(texts).encode(), dtype=np.uint8),
            vectors=centre(vectors, mean).astype(np.float16),
            mean=mean.astype(np.float32),
            starts=starts,
            held=held,
            encoder=np.array(encoder.name),
            **arrays,
        )


def _index_passages(found: Sequence[Sequence[str]], texts: Sequence[str]) -> tuple[Int32, Int32]:
    """Which terms each passage holds, in the form of ``Terms.starts`` and ``Terms.held``."""
    rows = {text: row for row, text in enumerate(texts)}
    held = [sorted({rows[term] for term in terms if term in rows}) for terms in found]
    starts = np.cumsum([0, *map(len, held)], dtype=np.int32)
    return starts, np.array([row for passage in held for row in passage], dtype=np.int32)


def _read(folder: Path, manifest: Manifest, contents: Contents) -> Terms:
    return read_terms(folder)


def _check(terms: Terms, manifest: Manifest, contents: Contents) -> Iterator[str]:
    if len(terms.starts) != len(contents.passages) + 1:
        yield f"{TERMS_FILE} speaks of {len(terms.starts) - 1} passages, expected {len(contents.passages)}"
    if len(terms.vectors) != len(terms.texts):
        yield f"{TERMS_FILE} holds {len(terms.vectors)} vectors for {len(terms.texts)} terms"
    if len(terms.held) and not 0 <= terms.held.min() <= terms.held.max() < len(terms.texts):
        yield f"{TERMS_FILE} names terms that it does not hold"
    if any(row >= len(terms.texts) for rows in terms.glosses.values() for row in rows):
        yield f"{TERMS_FILE} glosses terms that it does not hold"


TERMS: Part[Terms] = Part("terms", _write, _read, _check)
