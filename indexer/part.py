"""What a part of an index is: how it is written, read and checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from embeddings import Ensemble
from indexer.database import Contents
from indexer.embedder import Embedder
from indexer.manifest import Manifest, MemberRecord

if TYPE_CHECKING:
    from indexer.prepare import Material

Loaded = TypeVar("Loaded")


@dataclass(frozen=True, slots=True)
class Draft:
    """All that a part is written from.

    Attributes:
        folder: of the generation being written; the part's files go into it.
        material: reports, sections, passages.
        passage_texts: folded, heading path and passage, in row order.
        sentence_texts: folded, in the order of ``Contents.sentences``.
        ensemble: the encoders.
        members: what the manifest will say of them, in their order.
        embedder: encodes through the cache and tells the progress.
    """

    folder: Path
    material: Material
    passage_texts: tuple[str, ...]
    sentence_texts: tuple[str, ...]
    ensemble: Ensemble
    members: tuple[MemberRecord, ...]
    embedder: Embedder


@dataclass(frozen=True, slots=True)
class Part(Generic[Loaded]):
    """One part of an index, e.g. its vectors.

    Attributes:
        name: for messages.
        write: writes the part's files into the draft's folder; raises OSError where it cannot.
        read: opens them, given the generation's folder; raises OSError, ValueError or KeyError
            where they are missing or damaged. What it returns must not need the files later, or
            hold them open: they may be removed under a reader.
        check: looks for what is wrong in them, a phrase for each problem.
    """

    name: str
    write: Callable[[Draft], None]
    read: Callable[[Path, Manifest, Contents], Loaded]
    check: Callable[[Loaded, Manifest, Contents], Iterable[str]]
