"""The index a suite is asked of: one that is given, or one built and kept among the caches."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from corpus import read_corpus
from embeddings import Ensemble, load_ensemble
from errors import SettingsError
from eval.tasks import Request
from indexer import Material, build_index, open_index, prepare
from language import detect_script, normalise, split_sentences
from records import Kind, Passage, Period, Place, Report, Section, Stance
from search import Searcher, SearchOptions, open_searcher

_FOLDER = "eval"


def open_given(request: Request, index: Path) -> Searcher:
    """Open an index that exists.

    Raises:
        BrokenIndexError: there is none, or it is damaged.
        IndexMismatchError: another encoder than the one asked for made it.
        ModelUnavailableError: its encoder cannot be loaded here.
    """
    return open_searcher(request.settings.model_copy(update={"index": index}), encoder=request.encoder)


def build_from_reports(request: Request, corpus: Path) -> Searcher:
    """Build an index of a folder of reports.

    Raises:
        CorpusError: no file of the folder can be read.
    """
    request.progress.stage("Reading", unit="files")
    found = read_corpus(corpus, on_file=lambda _: request.progress.advance())
    for failure in found.failures:
        request.say(f"{failure.source}: {failure.reason}")
    material = prepare(found, max_chars=request.settings.chunk.max_chars)
    return build(request, material, corpus)


def build(request: Request, material: Material, source: Path, *, collapses: bool = True) -> Searcher:
    """Build an index in a folder of its own among the caches.

    It is built anew every time, so that it is never older than the program; the vectors of an earlier
    build are kept beside it and used again, so that only new texts are embedded.

    Args:
        request: holds the encoder and the folder of caches.
        material: what to index.
        source: the file or folder it was made from; names the folder.
        collapses: as the settings say; not where of two texts that say nearly the same only one is right.

    Raises:
        CorpusError: there is no passage.
        BrokenIndexError: another run builds the same index now, or the disk is full.
        SettingsError: the folder of caches cannot be made.
        ModelUnavailableError: the encoder cannot be loaded here.
    """
    folder = request.settings.cache / _FOLDER / _name_folder(source)
    settings = request.settings.model_copy(update={"index": folder, "corpus": source})
    request.say(f"building the index of {source} in {folder}")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = f"{folder.parent} cannot be made ({error.strerror}); expected a folder that can be written"
        raise SettingsError("cache", reason) from error
    request.progress.stage("Loading the encoder", unit="encoder", total=1)
    ensemble = _load(request)
    request.progress.advance()
    summary = build_index(material, folder, ensemble, settings=settings, progress=request.progress)
    request.say(f"{summary.new_vectors} vectors are new, {summary.reused_vectors} are from an earlier run")
    options = SearchOptions.of(settings.search)
    options = options if collapses else replace(options, collapses=False)
    return Searcher(open_index(folder), ensemble, options)


def _load(request: Request) -> Ensemble:
    """The encoders that are open already, or those of the settings."""
    if request.opened is not None:
        return request.opened.ensemble
    settings = request.settings
    return load_ensemble(settings.encoder, cache=settings.cache, threads=settings.threads, endpoint=settings.endpoint)


def to_material(texts: Iterable[tuple[str, str, str]]) -> Material:
    """Make each text a report of one section and one passage, whatever its length.

    Args:
        texts: id, title and text of each; the ids are unique, a title may be empty.

    Returns:
        Material whose passage ids are ``passage_id_of(id)``; texts are in NFC, without white space around.
    """
    reports, sections, passages = [], [], []
    for text_id, title, raw in texts:
        text = normalise(raw).strip()
        report = _to_report(text_id, title, text)
        section = Section(f"{text_id}/0", text_id, (title,) if title else (), 0, len(text), Stance.NONE)
        reports.append(report)
        sections.append(section)
        passages.append(
            Passage(passage_id_of(text_id), section.section_id, text_id, 0, len(text), split_sentences(text))
        )
    return Material(tuple(reports), (), tuple(sections), tuple(passages))


def passage_id_of(text_id: str) -> str:
    """The id of the only passage of a text.

    Example:
        >>> passage_id_of("p0001")
        'p0001#0'
    """
    return f"{text_id}#0"


def _to_report(text_id: str, title: str, text: str) -> Report:
    return Report(
        report_id=text_id,
        title=title,
        bureau="",
        place=Place(),
        period=Period(),
        kind=Kind.UNKNOWN,
        published="",
        source=text_id,
        sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(),
        language=detect_script(text),
        text=text,
    )


def _name_folder(source: Path) -> str:
    """The last name of a path, for people, and a hash of the whole, so that two never share a folder."""
    path = source.resolve()
    slug = re.sub(r"[^A-Za-z0-9.]+", "-", path.name).strip("-.")[:40] or "texts"
    return f"{slug}-{hashlib.sha256(str(path).encode('utf-8', 'surrogateescape')).hexdigest()[:8]}"
