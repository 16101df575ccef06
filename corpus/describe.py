"""What a report is, read without a model: title, bureau, place, period, kind, date and link, each with its clue."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.kinds import kind_of_report
from corpus.periods import find_dates
from corpus.placing import read_place
from corpus.sources import Sources, collect_sources, opening_lines, stem_of_file
from corpus.timing import read_period
from language import fold_text
from records import Clue, Kind, Period, Place

_TITLE_FIELD = re.compile(r"^\s*(?:标\s*题|名\s*称|信息名称|文件名称)\s*[:：]\s*(?P<value>.+?)\s*$", re.MULTILINE)
_LONGEST_TITLE = 80
_LONGEST_MADE_UP_TITLE = 40
_LEAST_HAN_OF_A_TITLE = 4
_KIND_WORD = re.compile(r"总结|要点|计划|打算|工作|报告|安排|条例|办法|规定|通知|意见|方案|法$")
_NO_TITLE = re.compile(
    r"^\W*(?:来源|作者|发布|发文|索引|字号|打印|当前位置|时间|日期|浏览|点击|各位|同志们|尊敬的|记者|新华社)|^[\W\d_]*$|https?:"
)
_NUMBERED = re.compile(r"[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十]+[)）]|\d{1,2}[、.．](?!\d)")
_DATE_FIELD = re.compile(
    r"(?:发文|发布|成文|印发|公开|生成|发稿|更新|公布|发表|上传|录入)\s*(?:日期|时间)\s*[:：]?\s*|(?:日期|时间)\s*[:：]\s*"
)
_NEWS_DATE = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])月(3[01]|[12]\d|0?[1-9])日(?=讯|电|消息)")
_LINK = re.compile(
    r"(?:原文链接|原文地址|原文网址|来源|信息来源|链接|网址|出处|转自)\s*[:：]?\s*(?P<url>https?://[^\s<>\"'，。；）)]+)"
)


@dataclass(frozen=True, slots=True)
class Description:
    """What is known of a report besides its text.

    Attributes:
        title: one line in the report's own script.
        bureau: who wrote it, simplified, or empty.
        place: the place it speaks for.
        period: the time it speaks of.
        kind: summary, plan, both or unknown.
        published: ISO date, or empty.
        link: the address it was published at, or empty.
        clues: one for each value found, in the order of the fields.
    """

    title: str
    bureau: str
    place: Place
    period: Period
    kind: Kind
    published: str
    link: str
    clues: tuple[Clue, ...]


def describe(
    text: str, *, file_name: str, title: str = "", published: str = "", header_lines: tuple[str, ...] = ()
) -> Description:
    r"""Read a report's metadata from its title, its header, its file name and its body, in this order.

    The place is the one that the report speaks for. A hidden place is inferred only where at least
    two clues agree and no other place comes near; otherwise it stays unknown.

    Args:
        text: the repaired text in its own script.
        file_name: name of the file, with or without folders; its stem is read as a title is.
        title: the document's own title where its format has one.
        published: ISO date the format states, or empty.
        header_lines: lines that the repair took out, such as the index header of a site.

    Returns:
        The description; what no source tells is unknown or empty. Values are simplified Chinese,
        title and evidence are as written.

    Example:
        >>> described = describe("青島市教育局2022年上半年工作總結\n各項工作進展順利。", file_name="a.txt")
        >>> described.place.name_en, described.period.year, described.period.half, described.kind.value
        ('Qingdao', 2022, 1, 'summary')
        >>> [(clue.field, clue.how, clue.evidence) for clue in described.clues][1]
        ('place', 'title', '青島市教育局')
    """
    found_title = _find_title(text, title, header_lines, file_name)
    own_title = found_title.text if found_title.is_own else ""
    sources = collect_sources(own_title, header_lines, text, file_name)
    kind = kind_of_report(sources.title.folded or sources.file_name.folded, sources.body.folded)
    place = read_place(sources)
    date = _find_published(sources, published)
    period = read_period(sources, kind.kind, date.text)
    date = date if date.text else _date_of_news(sources, period.period, kind.kind)
    link = _find_link(sources)
    clues = [Clue("title", found_title.text, found_title.how, found_title.text), *place.clues, *period.clues]
    clues += [Clue("kind", kind.kind.value, kind.how, "、".join(kind.evidence))] if kind.evidence else []
    clues += [Clue(field, found.text, found.how, found.evidence) for field, found in _ends(date, link) if found.text]
    return Description(
        found_title.text, place.bureau, place.place, period.period, kind.kind, date.text, link.text, tuple(clues)
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """A value as text, where it was found, and the words; all empty where nothing was."""

    text: str = ""
    how: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class _Title:
    """A title, where it was found, and whether the report itself bears it."""

    text: str
    how: str
    is_own: bool


def _ends(date: _Found, link: _Found) -> tuple[tuple[str, _Found], ...]:
    return ("published", date), ("link", link)


def _find_title(text: str, title: str, header_lines: tuple[str, ...], file_name: str) -> _Title:
    """The format's title, a title field, the first lines, the file name, the opening words - the first that serves."""
    if title.strip() and _KIND_WORD.search(fold_text(title)):
        return _Title(_one_line(title), "title", is_own=True)
    for line in (*header_lines, *opening_lines(text, 6)):
        if field := _TITLE_FIELD.search(fold_text(line)):
            return _Title(_one_line(line[field.start("value") : field.end("value")]), "header", is_own=True)
    if first := _first_title_lines(text):
        return _Title(first, "body", is_own=True)
    if title.strip():
        return _Title(_one_line(title), "title", is_own=True)
    stem = stem_of_file(file_name)
    if len(re.findall("[\u4e00-\u9fff]", stem)) >= _LEAST_HAN_OF_A_TITLE:
        return _Title(stem, "file name", is_own=False)
    lines = [line for line in opening_lines(text, 6) if not _NO_TITLE.search(fold_text(line))]
    opening = _opening_words(lines[0]) if lines else ""
    return _Title(opening or stem, "body" if opening else "file name", is_own=False)


def _opening_words(line: str) -> str:
    """The first clauses, as many as make a line that tells reports apart."""
    words = ""
    for clause in re.findall(r"[^。；;，,!！?？]+[。；;，,!！?？]?", line):
        if words and len(words) + len(clause) > _LONGEST_MADE_UP_TITLE:
            break
        words += clause
    return words[:_LONGEST_MADE_UP_TITLE].strip(" 。；;，,")


def _first_title_lines(text: str) -> str:
    """The first line, where it can be a title, joined with the next one where only that names the work."""
    lines = [line for line in opening_lines(text, 6) if not _NO_TITLE.search(fold_text(line))]
    if not lines or not _looks_like_title(lines[0]):
        return ""
    if _KIND_WORD.search(fold_text(lines[0])) or len(lines) == 1:
        return _one_line(lines[0])
    second = lines[1]
    has_work = (
        _looks_like_title(second) and len(second) <= _LONGEST_MADE_UP_TITLE and _KIND_WORD.search(fold_text(second))
    )
    return _one_line(f"{lines[0]} {second}" if has_work else lines[0])


def _looks_like_title(line: str) -> bool:
    words = line.strip().lstrip("#").strip()
    if _NUMBERED.match(words):
        return False
    return 2 <= len(words) <= _LONGEST_TITLE and not re.search(r"[。；;：:，,、]$", words) and words.count("。") == 0


def _one_line(title: str) -> str:
    return re.sub(r"\s+", " ", title).strip().lstrip("#").strip()


def _find_published(sources: Sources, published: str) -> _Found:
    """The date the format states, a date field of the header, or a date that stands alone at the end."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", published[:10]):
        return _Found(published[:10], "header", published)
    head = sources.header
    for field in _DATE_FIELD.finditer(head.folded):
        for iso, start, end in find_dates(head.folded[field.end() : field.end() + 16]):
            if start == 0:
                return _Found(iso, "header", head.quote(field.start(), field.end() + end))
    foot = sources.signature
    for iso, start, end in find_dates(foot.folded):
        line_start, line_end = foot.folded.rfind("\n", 0, start) + 1, foot.folded.find("\n", end)
        rest = foot.folded[line_start:start] + foot.folded[end : line_end if line_end >= 0 else None]
        if not rest.strip(" \u3000（）()。"):
            return _Found(iso, "body", foot.quote(start, end))
    return _Found()


def _date_of_news(sources: Sources, period: Period, kind: Kind) -> _Found:
    """``7月21日讯`` with the year that fits; an annual summary is news at the turn of the year."""
    for source in (sources.header, sources.opening):
        if found := _NEWS_DATE.search(source.folded):
            month, day = int(found[1]), int(found[2])
            year = _year_of_news(month, period, kind)
            return (
                _Found(f"{year:04d}-{month:02d}-{day:02d}", source.how, source.quote(*found.span()))
                if year
                else _Found()
            )
    return _Found()


def _year_of_news(month: int, period: Period, kind: Kind) -> int | None:
    if period.year is None:
        return None
    if period.half == 1:
        return period.year if month >= 6 else None
    if kind is Kind.PLAN:
        return period.year if month <= 10 else period.year - 1
    return period.year if month >= 11 else period.year + 1 if month <= 4 else None


def _find_link(sources: Sources) -> _Found:
    for source in (sources.header, sources.body):
        if found := _LINK.search(source.folded):
            # Addresses keep their case, so the written words count, not the folded ones.
            return _Found(source.quote(*found.span("url")), "header", source.quote(*found.span()))
    return _Found()
