"""The vectors of an index: passages and sentences of every encoder, centred, and their means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from embeddings import Encoder, background_questions
from indexer.centring import centre, shrunk_mean
from indexer.database import Contents
from indexer.manifest import Manifest, MemberRecord
from indexer.matrix import Matrix, read_matrix, write_matrix
from indexer.part import Draft, Part
from language import fold_text
from records import Language

MEANS_FILE = "means.npz"

# Rows looked at in one go by the check, so that it needs little memory.
_ROWS_AT_ONCE = 65_536

_LENGTH_TOLERANCE = 1e-3

Float32 = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Means:
    """What was, or has to be, taken off one encoder's vectors, each of shape (dimension,)."""

    passages: Float32
    sentences: Float32
    english_questions: Float32
    chinese_questions: Float32

    def questions(self, language: Language) -> Float32:
        """The mean question vector of a language; both scripts of Chinese are folded into one."""
        return self.english_questions if language is Language.EN else self.chinese_questions


@dataclass(frozen=True, slots=True)
class MemberVectors:
    """One encoder's vectors."""

    passages: Matrix
    sentences: Matrix
    means: Means

    def centre_query(self, vectors: Float32, language: Language) -> Float32:
        """Take the mean question of the language off, as the rows had theirs taken off."""
        return centre(vectors, self.means.questions(language))


def write_means(path: Path, means: Mapping[str, Means]) -> None:
    """Write the means of every member, by its stem."""
    arrays = {f"{stem}.{field}": getattr(one, field) for stem, one in means.items() for field in Means.__slots__}
    with path.open("wb") as file:
        np.savez(file, **arrays)


def read_vectors(folder: Path, members: tuple[MemberRecord, ...]) -> dict[str, MemberVectors]:
    """Read every member's vectors, by its name.

    Raises:
        OSError: a file is missing.
        ValueError: a file is damaged.
        KeyError: a member has no means.
    """
    with np.load(folder / MEANS_FILE) as arrays:
        means = {
            member.stem: Means(*(arrays[f"{member.stem}.{field}"] for field in Means.__slots__)) for member in members
        }
    return {
        member.name: MemberVectors(
            read_matrix(folder / f"{member.stem}.passages.faiss"),
            read_matrix(folder / f"{member.stem}.sentences.faiss"),
            means[member.stem],
        )
        for member in members
    }


def _write(draft: Draft) -> None:
    means = {}
    for member, encoder in zip(draft.members, draft.ensemble.members, strict=True):
        means[member.stem] = _write_member(draft, member, encoder)
    write_means(draft.folder / MEANS_FILE, means)


def _write_member(draft: Draft, member: MemberRecord, encoder: Encoder) -> Means:
    embedder, stage = draft.embedder, f"Embedding {{}} ({member.name})"
    english, chinese = (
        [fold_text(question) for question in background_questions()[language]]
        for language in (Language.EN, Language.HANS)
    )
    prior = _mean(embedder.passages(encoder, chinese, stage=stage.format("general texts"), unit="texts"))
    passages = _write_rows(draft, member, encoder, "passages", prior)
    sentences = _write_rows(draft, member, encoder, "sentences", prior)
    questions = embedder.queries(encoder, english + chinese, stage=stage.format("general questions"))
    return Means(passages, sentences, _mean(questions[: len(english)]), _mean(questions[len(english) :]))


def _write_rows(draft: Draft, member: MemberRecord, encoder: Encoder, unit: str, prior: Float32) -> Float32:
    """Write the centred vectors of all passages or all sentences; return what was taken off."""
    texts = draft.passage_texts if unit == "passages" else draft.sentence_texts
    vectors = draft.embedder.passages(encoder, texts, stage=f"Embedding {unit} ({member.name})", unit=unit)
    mean = shrunk_mean(vectors, prior)
    write_matrix(draft.folder / f"{member.stem}.{unit}.faiss", centre(vectors, mean))
    return mean


def _mean(vectors: Float32) -> Float32:
    """The mean of rows; of no rows zeros, so that nothing is taken off."""
    mean: Float32 = (vectors.sum(axis=0, dtype=np.float64) / max(len(vectors), 1)).astype(np.float32)
    return mean


def _read(folder: Path, manifest: Manifest, contents: Contents) -> dict[str, MemberVectors]:
    return read_vectors(folder, manifest.encoder.members)


def _check(members: dict[str, MemberVectors], manifest: Manifest, contents: Contents) -> Iterator[str]:
    for record in manifest.encoder.members:
        member = members[record.name]
        for unit, matrix, expected in (
            ("passages", member.passages, len(contents.passages)),
            ("sentences", member.sentences, len(contents.sentences)),
        ):
            if matrix.rows.shape != (expected, record.dimension):
                yield f"{record.name} holds {matrix.rows.shape} numbers for {expected} {unit} of {record.dimension}"
            elif bad := count_unsound(matrix.rows):
                yield f"{bad} vectors of {unit} by {record.name} are not of length 1"


def count_unsound(rows: Float32) -> int:
    """How many rows are neither of length 1 nor zeros (NaN and infinity are neither)."""
    unsound = 0
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        some = rows[start : start + _ROWS_AT_ONCE]
        lengths = np.linalg.norm(some, axis=1)
        unsound += int(np.sum(~((np.abs(lengths - 1) < _LENGTH_TOLERANCE) | (lengths == 0))))
    return unsound


VECTORS: Part[dict[str, MemberVectors]] = Part("vectors", _write, _read, _check)
