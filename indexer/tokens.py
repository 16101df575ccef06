"""The token vectors of an index: 24 bytes for every token of every passage, for late interaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from embeddings import TokenEncoder
from indexer.chunk import passage_text
from indexer.codec import CODE_BYTES, Codec, Codes, load_codec
from indexer.database import Contents
from indexer.manifest import Manifest, MemberRecord
from indexer.part import Draft, Part
from language import fold
from records import Language

if TYPE_CHECKING:
    from indexer.prepare import Material

Float32 = npt.NDArray[np.float32]

# The mean of few tokens is mostly their own report: the codec's general tokens count as this many more.
_PRIOR_TOKENS = 2_000
_ROWS_AT_ONCE = 512


@dataclass(frozen=True, slots=True)
class TokenVectors:
    """One encoder's token vectors.

    Attributes:
        codec: that made the codes.
        codes: shape (tokens, 24), mapped from the disk; those of one passage lie together, in row order.
        starts: shape (passages + 1,), where each passage's tokens begin.
        sentences: shape (sentences,), where each sentence's tokens begin, never falling; the tokens of a
            passage before its first sentence are those of its headings.
        sentence_rows: shape (sentences,), the row of each sentence's passage.
        mean: shape (dimension,), what the corpus's tokens have in common.
    """

    codec: Codec
    codes: Codes
    starts: npt.NDArray[np.int64]
    sentences: npt.NDArray[np.int64]
    sentence_rows: npt.NDArray[np.int32]
    mean: Float32

    def centre_query(self, tokens: Float32, language: Language) -> Float32:
        """Take the mean question token of a language off; rows of length 1."""
        codec = self.codec
        moved = tokens - (codec.english_questions if language is Language.EN else codec.chinese_questions)
        centred: Float32 = moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-6)
        return centred

    def similarities(self, rows: npt.NDArray[np.int64], passages: Float32, asked: Float32) -> Float32:
        """The cosine of every token of some passages with every token of a question, both centred.

        Args:
            rows: of the passages.
            passages: shape (rows, dimension), their vectors as the encoder gave them.
            asked: shape (question tokens, dimension), from ``centre_query``.

        Returns:
            Shape (tokens of these passages, question tokens), passage after passage in the order of ``rows``.
        """
        codec = self.codec
        sizes = self.starts[rows + 1] - self.starts[rows]
        places = [np.arange(self.starts[row], self.starts[row + 1]) for row in rows]
        along = codec.decode(self.codes[np.concatenate(places)] if places else self.codes[:0])
        # A token is bases + basis @ along: its products with the question need no vector of full length.
        bases = codec.share * passages + codec.offset - self.mean
        products = along @ (asked @ codec.basis).T + np.repeat(bases @ asked.T, sizes, axis=0)
        sides = np.repeat(2 * bases @ codec.basis, sizes, axis=0)
        squares = np.repeat((bases**2).sum(axis=1), sizes) + ((along + sides) * along).sum(axis=1)
        found: Float32 = products / np.sqrt(np.maximum(squares, 1e-6))[:, None]
        return found

    def best_matches(self, rows: npt.NDArray[np.int64], passages: Float32, asked: Float32) -> Matches:
        """For every token of a question its nearest token's cosine in each passage and sentence (MaxSim).

        Args:
            rows: of the passages, rising.
            passages: their vectors, as for ``similarities``.
            asked: the question's tokens.

        Source:
            Khattab and Zaharia, ColBERT, SIGIR 2020.
        """
        cosines = self.similarities(rows, passages, asked)
        begins, ends = self.starts[rows], self.starts[rows + 1]
        moved = np.cumsum(ends - begins) - ends  # from a place among all tokens to one among those of the rows
        by_passage = nearest_between(cosines, begins + moved, ends + moved)
        held = np.flatnonzero(np.isin(self.sentence_rows, rows))
        of_row = np.searchsorted(rows, self.sentence_rows[held])
        firsts = self.sentences[held] + moved[of_row]
        lasts = np.minimum(np.append(firsts[1:], len(cosines)), (ends + moved)[of_row])
        read = firsts < lasts
        return Matches(by_passage, held[read], nearest_between(cosines, firsts[read], lasts[read]))


@dataclass(frozen=True, slots=True)
class Matches:
    """How near the tokens of a question come to some passages, and to the sentences of them.

    Attributes:
        by_passage: shape (rows, question tokens), cosines; zeros for a passage without tokens.
        sentences: shape (sentences,), which ones of the index, rising; none that lies behind what the encoder reads.
        by_sentence: shape (sentences, question tokens).
    """

    by_passage: Float32
    sentences: npt.NDArray[np.int64]
    by_sentence: Float32


def nearest_between(cosines: Float32, begins: npt.NDArray[np.int64], ends: npt.NDArray[np.int64]) -> Float32:
    """The greatest of every column in each range of rows.

    Args:
        cosines: shape (tokens, question tokens).
        begins: where the ranges begin.
        ends: where they end.

    Returns:
        Shape (ranges, question tokens); zeros for an empty range.

    Example:
        >>> cosines = np.array([[0.1], [0.5], [0.2]], np.float32)
        >>> nearest_between(cosines, np.array([0, 1, 2]), np.array([2, 1, 3])).ravel().tolist()
        [0.5, 0.0, 0.20000000298023224]
    """
    found = np.zeros((len(begins), cosines.shape[1]), dtype=np.float32)
    filled = np.flatnonzero(begins < ends)
    if len(filled):
        padded = np.vstack([cosines, np.zeros((1, cosines.shape[1]), np.float32)])
        edges = np.stack([begins[filled], ends[filled]], axis=1).ravel()
        found[filled] = np.maximum.reduceat(padded, edges, axis=0)[::2]
    return found


def codes_file(stem: str) -> str:
    """The name of a member's codes; the means and starts lie beside them."""
    return f"{stem}.tokens.npy"


def _write(draft: Draft) -> None:
    for member, encoder in zip(draft.members, draft.ensemble.members, strict=True):
        codec = load_codec(encoder.name) if isinstance(encoder, TokenEncoder) else None
        if codec is not None and isinstance(encoder, TokenEncoder):
            _write_member(draft, member, encoder, codec)


def _write_member(draft: Draft, member: MemberRecord, encoder: TokenEncoder, codec: Codec) -> None:
    codes, passages = draft.embedder.tokens(encoder, codec, draft.passage_texts)
    starts = np.concatenate([[0], np.cumsum([len(one) for one in codes])]).astype(np.int64)
    sentences = np.array(list(_first_tokens(draft.material, encoder, starts)), dtype=np.int64)
    np.save(draft.folder / codes_file(member.stem), np.concatenate(codes))
    with (draft.folder / f"{member.stem}.tokens.npz").open("wb") as file:
        np.savez(file, starts=starts, sentences=sentences, mean=_mean_token(codec, codes, passages))


def _first_tokens(material: Material, encoder: TokenEncoder, starts: npt.NDArray[np.int64]) -> Iterator[int]:
    """Where the tokens of every sentence begin: a token belongs to the sentence that its first character is in."""
    reports = {report.report_id: report for report in material.reports}
    sections = {section.section_id: section for section in material.sections}
    for row, passage in enumerate(material.passages):
        text = passage_text(reports[passage.report_id].text, sections[passage.section_id], passage)
        folded = fold(text)
        begins = [folded.offsets[start] for start, _ in encoder.cut_passage(folded.text)]
        before = len(text) - (passage.end - passage.start) - passage.start
        places = np.searchsorted(begins, [before + sentence.start for sentence in passage.sentences])
        yield from np.minimum(starts[row] + places, starts[row + 1]).tolist()


def _mean_token(codec: Codec, codes: list[Codes], passages: Float32) -> Float32:
    """What the tokens have in common, from their codes: the same whether they were just made or kept."""
    sizes = np.array([len(one) for one in codes], dtype=np.float64)
    along = np.zeros(codec.basis.shape[1])
    for start in range(0, len(codes), _ROWS_AT_ONCE):
        along += codec.decode(np.concatenate(codes[start : start + _ROWS_AT_ONCE])).sum(axis=0, dtype=np.float64)
    total = codec.share * (sizes @ passages) + sizes.sum() * codec.offset + codec.basis @ along
    mean: Float32 = ((total + _PRIOR_TOKENS * codec.general) / (sizes.sum() + _PRIOR_TOKENS)).astype(np.float32)
    return mean


def _read(folder: Path, manifest: Manifest, contents: Contents) -> dict[str, TokenVectors]:
    found = {}
    for member in manifest.encoder.members:
        codec = load_codec(member.name)
        if codec is not None and (folder / codes_file(member.stem)).exists():
            with np.load(folder / f"{member.stem}.tokens.npz") as arrays:
                starts, sentences, mean = arrays["starts"], arrays["sentences"], arrays["mean"]
            codes = np.load(folder / codes_file(member.stem), mmap_mode="r")
            found[member.name] = TokenVectors(codec, codes, starts, sentences, contents.sentence_rows, mean)
    return found


def _check(members: Mapping[str, TokenVectors], manifest: Manifest, contents: Contents) -> Iterator[str]:
    for name, tokens in members.items():
        if tokens.starts.shape != (len(contents.passages) + 1,) or np.any(np.diff(tokens.starts) < 0):
            yield f"the tokens of {name} are not those of {len(contents.passages)} passages"
        elif _are_apart(tokens, contents):
            yield f"the tokens of {name} are not those of {len(contents.sentences)} sentences"
        elif tokens.codes.shape != (int(tokens.starts[-1]), CODE_BYTES):
            yield f"{name} holds codes of shape {tokens.codes.shape} for {int(tokens.starts[-1])} tokens"
        elif not np.all(np.isfinite(tokens.mean)):
            yield f"the mean token of {name} is no number"


def _are_apart(tokens: TokenVectors, contents: Contents) -> bool:
    """Whether the sentences do not begin within their passages, one behind the other."""
    rows, places = contents.sentence_rows, tokens.sentences
    if places.shape != rows.shape or np.any(np.diff(places) < 0):
        return True
    return bool(np.any(places < tokens.starts[rows]) or np.any(places > tokens.starts[rows + 1]))


TOKENS: Part[dict[str, TokenVectors]] = Part("tokens", _write, _read, _check)
