"""The current generation of an index, opened for reading."""

from __future__ import annotations

import sqlite3
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, cast

import numpy as np
import numpy.typing as npt

from embeddings import Ensemble
from errors import BrokenIndexError, IndexMismatchError
from indexer.centring import uncentre
from indexer.database import DATABASE_FILE, Contents, read_database, read_report_counts
from indexer.duplicates import DUPLICATES
from indexer.generation import load_current
from indexer.lexical import LEXICAL
from indexer.manifest import Manifest, build_command, read_manifest
from indexer.part import Part
from indexer.parts import PARTS
from indexer.terms import TERMS, Terms
from indexer.tokens import TOKENS, Matches, TokenVectors
from indexer.vectors import VECTORS
from records import Failure, Language, Passage, Report, Section, Span

Loaded = TypeVar("Loaded")

Float32 = npt.NDArray[np.float32]

# What a damaged file makes the libraries raise; a missing one is an OSError.
_DAMAGE = (sqlite3.Error, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile, zlib.error)


class Index:
    """Everything that is asked of an index, all of it in memory or mapped.

    Nothing changes after it is opened: any number of threads may use it, and builds that replace
    or remove its generation do not disturb it. Rows of passages and of sentences are those of
    ``passages`` and ``sentences``.

    Args:
        folder: the index folder.
        manifest: of the generation.
        contents: of its database.
        parts: what its parts read, by their names.
    """

    def __init__(self, folder: Path, manifest: Manifest, contents: Contents, parts: Mapping[str, Any]) -> None:
        self.folder = folder
        self.manifest = manifest
        self.contents = contents
        self._parts = dict(parts)
        self._reports = {report.report_id: report for report in contents.reports}

    @property
    def reports(self) -> tuple[Report, ...]:
        """All reports, in row order."""
        return self.contents.reports

    @property
    def failures(self) -> tuple[Failure, ...]:
        """The files that could not be read when the index was built."""
        return self.manifest.failures

    @property
    def sections(self) -> Mapping[str, Section]:
        """All sections by their section_id, in row order."""
        return self.contents.sections

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All passages, in row order."""
        return self.contents.passages

    @property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences of all passages in row order, as spans into their report's text."""
        return self.contents.sentences

    @property
    def sentence_rows(self) -> npt.NDArray[np.int32]:
        """For each sentence the row of its passage; never falling, shape (sentences,)."""
        return self.contents.sentence_rows

    @property
    def member_names(self) -> tuple[str, ...]:
        """The names of the encoders whose vectors are here, in the ensemble's order."""
        return tuple(member.name for member in self.manifest.encoder.members)

    def require_encoder(self, ensemble: Ensemble) -> None:
        """Refuse to be asked with other encoders than those that made the vectors.

        Raises:
            IndexMismatchError: the fingerprints differ; names the command that rebuilds the index.
        """
        built = self.manifest.encoder
        if built.fingerprint != ensemble.fingerprint:
            raise IndexMismatchError(
                "encoder",
                f"{built.name} ({built.fingerprint[:12]})",
                f"{ensemble.name} ({ensemble.fingerprint[:12]})",
                build_command(self.folder, corpus=self.manifest.corpus, encoder=ensemble.spec or ensemble.name),
            )

    def report(self, report_id: str) -> Report:
        """One report.

        Raises:
            KeyError: there is none of this id.
        """
        return self._reports[report_id]

    def section_of(self, passage: Passage) -> Section:
        """The section a passage lies in."""
        return self.contents.sections[passage.section_id]

    def part(self, part: Part[Loaded]) -> Loaded:
        """What a part of the index holds."""
        return cast("Loaded", self._parts[part.name])

    def centre_query(self, member: str, vectors: Float32, language: Language) -> Float32:
        """Take the mean question vector of a language off query vectors.

        Args:
            member: the name of the encoder that made them.
            vectors: shape (queries, dimension), as the encoder gave them.
            language: of the questions.

        Returns:
            float32 of the same shape, rows of length 1 (zeros where nothing is left).
        """
        return self.part(VECTORS)[member].centre_query(vectors, language)

    def passage_scores(self, member: str, query_vectors: Float32) -> Float32:
        """Inner products of centred queries with all passages.

        Args:
            member: the name of an encoder.
            query_vectors: from ``centre_query``, shape (queries, dimension).

        Returns:
            float32 of shape (queries, passages), -1 to 1.
        """
        return self.part(VECTORS)[member].passages.scores(query_vectors)

    def sentence_scores(self, member: str, query_vectors: Float32) -> Float32:
        """Inner products of centred queries with all sentences; as ``passage_scores``."""
        return self.part(VECTORS)[member].sentences.scores(query_vectors)

    def sentence_vectors(self, member: str, rows: Sequence[int]) -> Float32:
        """The vectors of some sentences, centred.

        Args:
            member: the name of an encoder.
            rows: of the sentences.

        Returns:
            float32 of shape (rows, dimension), rows of length 1.
        """
        held: Float32 = self.part(VECTORS)[member].sentences.rows[list(rows)]
        return held

    @property
    def token_members(self) -> tuple[str, ...]:
        """The names of the encoders whose token vectors are here."""
        held: dict[str, TokenVectors] = self.part(TOKENS)
        return tuple(held)

    def token_matches(self, member: str, rows: npt.NDArray[np.int64], tokens: Float32, language: Language) -> Matches:
        """For every token of a question its nearest token's cosine in some passages and their sentences, both centred.

        Args:
            member: the name of an encoder in ``token_members``.
            rows: of the passages, rising.
            tokens: shape (question tokens, dimension), as the encoder gave them.
            language: of the question.
        """
        held = self.part(TOKENS)[member]
        return held.best_matches(rows, self._raw_passages(member, rows), held.centre_query(tokens, language))

    def token_similarities(self, member: str, row: int, tokens: Float32, language: Language) -> Float32:
        """The cosine of every token of one passage with every token of a question.

        Returns:
            float32 of shape (tokens of the passage, question tokens); as ``token_matches`` otherwise.
        """
        held, rows = self.part(TOKENS)[member], np.array([row])
        return held.similarities(rows, self._raw_passages(member, rows), held.centre_query(tokens, language))

    def _raw_passages(self, member: str, rows: npt.NDArray[np.int64]) -> Float32:
        """Passage vectors as the encoder gave them."""
        vectors = self.part(VECTORS)[member]
        return uncentre(vectors.passages.rows[rows], vectors.means.passages)

    def lexical_scores(self, tokens: Sequence[str]) -> Float32:
        """BM25 scores of all passages.

        Args:
            tokens: ``bigram_tokens(fold_text(question))``.

        Returns:
            float32 of shape (passages,), 0 or more.
        """
        return self.part(LEXICAL).scores(tokens)

    @property
    def terms(self) -> Terms:
        """The corpus's own terms with their vectors."""
        return self.part(TERMS)

    @property
    def alike(self) -> npt.NDArray[np.int32]:
        """For each passage the row of the first that says nearly the same, or its own; shape (passages,)."""
        return self.part(DUPLICATES)

    def token_weights(self, tokens: Sequence[str]) -> Float32:
        """The inverse document frequency of each token; shape (tokens,)."""
        return self.part(LEXICAL).weights(tokens)

    def token_counts(self, tokens: Sequence[str]) -> npt.NDArray[np.int64]:
        """In how many passages each token stands; shape (tokens,)."""
        return self.part(LEXICAL).counts(tokens)


def open_index(folder: Path) -> Index:
    """Open the current generation of an index.

    Args:
        folder: the index folder.

    Raises:
        BrokenIndexError: there is no index, or a file of it is missing or has another size.
        IndexMismatchError: the index has another layout; names the command that rebuilds it.
    """
    return load_current(folder, lambda generation: read_generation(generation, read_manifest(generation)))


def read_status(folder: Path) -> tuple[Manifest, list[tuple[Report, int, int]]]:
    """What an index holds, without opening its vectors.

    Returns:
        The manifest, and every report with its numbers of sections and passages.

    Raises:
        BrokenIndexError: there is no index, or it is damaged.
        IndexMismatchError: the index has another layout.
    """
    return load_current(folder, partial(_read_status, folder))


def read_generation(generation: Path, manifest: Manifest) -> Index:
    """Open one generation.

    Args:
        generation: its folder.
        manifest: its manifest.

    Raises:
        OSError: a file is missing.
        BrokenIndexError: a file is damaged.
    """
    folder = generation.parent.parent
    _require_sizes(folder, generation, manifest)
    try:
        contents = read_database(generation / DATABASE_FILE)
        parts = {part.name: part.read(generation, manifest, contents) for part in PARTS}
    except _DAMAGE as error:
        raise _damaged(folder, manifest, str(error)) from error
    return Index(folder, manifest, contents, parts)


def _read_status(folder: Path, generation: Path) -> tuple[Manifest, list[tuple[Report, int, int]]]:
    manifest = read_manifest(generation)
    _require_sizes(folder, generation, manifest)
    try:
        return manifest, read_report_counts(generation / DATABASE_FILE)
    except _DAMAGE as error:
        raise _damaged(folder, manifest, str(error)) from error


def _require_sizes(folder: Path, generation: Path, manifest: Manifest) -> None:
    for name, record in manifest.files.items():
        size = (generation / name).stat().st_size
        if size != record.size:
            raise _damaged(folder, manifest, f"{name} has {size} bytes, expected {record.size}")


def _damaged(folder: Path, manifest: Manifest, problem: str) -> BrokenIndexError:
    command = build_command(folder, corpus=manifest.corpus, encoder=manifest.encoder.spec)
    return BrokenIndexError(str(folder), f"generation {manifest.generation} is damaged ({problem}): run `{command}`")
