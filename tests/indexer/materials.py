"""Small materials and a counting encoder for the tests of the index on disk."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from embeddings import Ensemble, HashingEncoder
from indexer.prepare import Material
from language import split_sentences
from records import (
    Clue,
    Failure,
    Kind,
    Language,
    Level,
    Passage,
    Period,
    Place,
    Repair,
    Report,
    Section,
    Stance,
)

TEXTS = (
    "推行校长职级制改革，年内完成70%。继续扩大试点；",
    "加强学校食堂管理。完成12项整改，守护师生安全！",
    "深化县管校聘改革。交流教师300名。",
    "落实双减政策，开展课后服务。",
)


def make_material(
    texts: Sequence[str] = TEXTS, *, failures: Sequence[Failure] = (), heading: str = "重点工作"
) -> Material:
    """Each text a report of one section under one heading and one passage."""
    reports = tuple(make_report(f"r{number}", text) for number, text in enumerate(texts))
    sections = tuple(
        Section(f"{one.report_id}/0", one.report_id, (heading,) if heading else (), 0, len(one.text), Stance.PLANNED)
        for one in reports
    )
    passages = tuple(
        Passage(
            f"{one.report_id}#0",
            f"{one.report_id}/0",
            one.report_id,
            0,
            len(one.text),
            split_sentences(one.text),
        )
        for one in reports
    )
    return Material(reports, tuple(failures), sections, passages)


def make_report(report_id: str, text: str) -> Report:
    """A report with something in every field."""
    return Report(
        report_id=report_id,
        title=f"{report_id}的工作要点",
        bureau="淄博市教育局",
        place=Place("淄博市", "Zibo", Level.CITY, "山东省", is_inferred=True),
        period=Period(2022, 1, 2023, is_masked=True),
        kind=Kind.PLAN,
        published="2022-12-01",
        source=f"{report_id}.txt",
        sha256="0" * 64,
        language=Language.HANS,
        text=text,
        repairs=(Repair("pinyin", 2, ("发(fā)布 -> 发布",)), Repair("chrome", 1)),
        clues=(Clue("place", "淄博市", "title", "淄博市"),),
        link="https://example.org/1",
    )


class CountingEncoder:
    """The hashing encoder, which remembers every text it was given."""

    def __init__(self, name: str = "hashing", dimension: int = 64) -> None:
        self._encoder = HashingEncoder(dimension=dimension)
        self.name = name
        self.passages: list[str] = []
        self.queries: list[str] = []

    @property
    def fingerprint(self) -> str:
        return self._encoder.fingerprint

    @property
    def dimension(self) -> int:
        return self._encoder.dimension

    def encode_passages(self, texts: Sequence[str], *, on_batch: Callable[[int], None] | None = None) -> np.ndarray:
        self.passages.extend(texts)
        return self._encoder.encode_passages(texts, on_batch=on_batch)

    def encode_queries(self, texts: Sequence[str]) -> np.ndarray:
        self.queries.extend(texts)
        return self._encoder.encode_queries(texts)


def hashing(dimension: int = 64) -> Ensemble:
    """An ensemble of the hashing encoder alone."""
    return Ensemble((HashingEncoder(dimension=dimension),))
