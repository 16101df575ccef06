"""The original of a cited place: the file's own text around it, with what was repaired in it marked."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from html import escape
from itertools import pairwise

from corpus import Stretch, find_file, read_document
from errors import CorpusError
from records import Report, Span
from web.desk import Desk
from web.notices import render_notice
from web.rebuilding import corpus_folder
from web.reports_view import compare
from web.wording import Words

VERSIONS = ("repaired", "original")
# Of the original so many characters before and behind the cited place are shown.
_AROUND = 1500


def has_original(desk: Desk, report: Report) -> bool:
    """Whether there is something to switch to: the report was repaired, and its folder is at hand."""
    return bool(report.repairs) and corpus_folder(desk) is not None


def show_original(desk: Desk, report: Report, cited: Span, words: Words) -> str:
    """The original text around a cited place; a notice where the file is gone or has become another.

    Args:
        desk: knows the folder.
        report: as the index holds it.
        cited: offsets into the report's repaired text.
        words: the page's words.
    """
    folder = corpus_folder(desk)
    try:
        if folder is None:
            raise CorpusError(report.source, words.say("no_folder"))
        path = find_file(folder, report.source).path
        if sha256(path.read_bytes()).hexdigest() != report.sha256:
            return render_notice(words.say("original_changed"), words.say("original_changed_do"))
        before = read_document(path).text
    except (CorpusError, OSError) as error:
        return render_notice(words.say("no_original"), str(error))
    return render_original(before, report.text, cited)


def render_original(before: str, after: str, cited: Span) -> str:
    """The text before any repair around a cited place: what was taken out struck, what was put in underlined.

    Args:
        before: the file's text.
        after: the repaired text.
        cited: offsets into the repaired text.
    """
    shown = Span(max(cited.start - _AROUND, 0), min(max(cited.end, cited.start) + _AROUND, len(after)))
    pieces = [piece for stretch in compare(before, after) for piece in _pieces(stretch, before, after, shown, cited)]
    first = "" if shown.start == 0 else "…"
    last = "" if shown.end == len(after) else "…"
    return f'<p class="original">{first}{"".join(_join_marks(pieces))}{last}</p>'


def _pieces(stretch: Stretch, before: str, after: str, shown: Span, cited: Span) -> Iterator[tuple[str, bool]]:
    """A stretch as HTML, cut at the cited place, and whether each piece lies in it."""
    held = _cut(stretch.after, shown)
    if held is None:
        return
    if not stretch.is_kept:
        is_cited = cited.start <= stretch.after.start < cited.end
        was, now = escape(stretch.before.of(before)), escape(stretch.after.of(after))
        yield (f"<del>{was}</del>" if was else "") + (f"<ins>{now}</ins>" if now else ""), is_cited
        return
    edges = sorted({held.start, held.end, *(at for at in (cited.start, cited.end) if held.start < at < held.end)})
    for start, end in pairwise(edges):
        yield escape(after[start:end]), cited.start <= start < cited.end


def _cut(span: Span, within: Span) -> Span | None:
    """What of a span lies within another; an empty one within it stays."""
    start, end = max(span.start, within.start), min(span.end, within.end)
    return Span(start, end) if start < end or (start == end and len(span) == 0) else None


def _join_marks(pieces: list[tuple[str, bool]]) -> Iterator[str]:
    """The pieces in their order, those of the cited place in one mark."""
    marked = ""
    for html, is_cited in pieces:
        if is_cited:
            marked += html
            continue
        yield f"<mark>{marked}</mark>{html}" if marked else html
        marked = ""
    yield f"<mark>{marked}</mark>" if marked else ""
