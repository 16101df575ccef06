"""An answer as text for a terminal and as CSV for a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Sequence

from answers.asides import group_asides, name_aside, silent
from answers.lines import citation_numbers
from answers.present import finding_to_json
from answers.restating import say_understood
from answers.wording import name_place, name_stance, name_year, say
from records import Answer, Finding, Language, Level, Stance
from search import read_question

CSV_COLUMNS = (
    *("report_id", "place", "place_en", "year", "supported", "stance", "confidence", "figures", "quote"),
    *("heading_path", "start", "end", "source", "link", "aside"),
)
_TABLE_COLUMNS = ("place", "year", "stance", "confidence", "figures")
_SILENT_SHOWN = 20
# A spreadsheet takes a cell that begins like this for a formula; Chinese ones take the full-width signs, too.
_FORMULA_SIGNS = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
# Escape sequences in a report must not reach the terminal.
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def answer_to_text(answer: Answer) -> str:
    """Lay an answer out for a terminal, in the language of its question.

    Args:
        answer: from ``Answerer.ask``.

    Returns:
        What a question that took up the one before was understood to be; the answer; a table with a
        row for each report that says so and its numbered quotes under it; a line with what was looked
        at, and one for every reason why reports are put aside; the files that could not be read, each
        with its reason.
        Control characters are shown as U+FFFD.
    """
    coverage = answer.coverage
    blocks = ["\n".join([*_understood_lines(answer), answer.text]), "\n".join(_table(answer))]
    if coverage.reports or coverage.unreadable:
        blocks.append("\n".join([_coverage_line(answer), *_aside_lines(answer), *_unreadable_lines(answer)]))
    return _CONTROL.sub("\ufffd", "\n\n".join(filter(None, blocks)))


def answer_to_csv(answer: Answer) -> str:
    """Write the findings of an answer as CSV, one row a finding, with a header.

    Args:
        answer: from ``Answerer.ask``.

    Returns:
        Lines that end in a line feed. ``quote``, ``start`` and ``end`` are those of the first
        citation; what a report does not say is empty. A text that a spreadsheet would run as a
        formula begins with an apostrophe.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(CSV_COLUMNS)
    writer.writerows(_csv_row(finding) for finding in answer.findings)
    return stream.getvalue()


def guard_cell(text: str) -> str:
    """Keep a spreadsheet from running a text as a formula.

    Example:
        >>> guard_cell("=1+1"), guard_cell("1+1=2")
        ("'=1+1", '1+1=2')

    Source:
        OWASP, CSV Injection.
    """
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text


def _csv_row(finding: Finding) -> list[str]:
    first = finding.citations[0] if finding.citations else None
    told = finding_to_json(finding)
    cells = {
        **{column: told[column] for column in CSV_COLUMNS if column in told},
        "supported": "true" if finding.is_supported else "false",
        "figures": "; ".join(finding.figures),
        "quote": first.quote if first else None,
        "heading_path": " > ".join(first.heading_path) if first else None,
        "start": first.start if first else None,
        "end": first.end if first else None,
        "source": finding.report.source,
        "link": finding.report.link,
    }
    return ["" if cells[column] is None else guard_cell(str(cells[column])) for column in CSV_COLUMNS]


def _table(answer: Answer) -> list[str]:
    """Aligned rows of the supported findings, the quotes under them; nothing where there are none."""
    supported = [finding for finding in answer.findings if finding.is_supported]
    if not supported:
        return []
    language = answer.language
    rows = [[say(f"column_{column}", language) for column in _TABLE_COLUMNS]]
    rows += [_cells(finding, language) for finding in supported]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(map(_pad, row, widths)).rstrip() for row in rows]
    numbers = citation_numbers(supported)
    table = lines[:1]
    for line, finding in zip(lines[1:], supported, strict=True):
        table.append(line)
        for place, citation in enumerate(finding.citations):
            quote = " ".join(citation.quote.splitlines())
            table.append(f"    [{numbers[finding.report.report_id, place]}] “{quote}”")
    return table


def _cells(finding: Finding, language: Language) -> list[str]:
    figures = say("list_separator", language).join(finding.figures)
    return [
        name_place(finding.report.place, language),
        name_year(finding.report, finding.stance, language),
        name_stance(finding.stance, language),
        f"{finding.confidence:.2f}",
        figures or "–",
    ]


def _understood_lines(answer: Answer) -> list[str]:
    """The whole question, where a follow-up left part of it unsaid; in another language than the answer its parts."""
    understood = answer.understood
    if understood is None or understood.question in (answer.question, read_question(answer.question)):
        return []
    return [say("understood_as", answer.language, question=say_understood(understood, answer.language))]


def _coverage_line(answer: Answer) -> str:
    """How many reports were looked at, and which of them are silent."""
    coverage, language = answer.coverage, answer.language
    unsaid = silent(answer.findings)
    names = say("brackets", language, names=_names(unsaid, language)) if unsaid else ""
    counts = {"total": coverage.reports, "count": coverage.supporting, "silent": coverage.silent}
    line = say("coverage", language, **counts, names=names)
    if not coverage.masked:
        return line
    key = "coverage_masked_one" if coverage.masked == 1 else "coverage_masked_many"
    between = " " if language is Language.EN else ""
    return f"{line}{between}{say(key, language, count=coverage.masked)}"


def _aside_lines(answer: Answer) -> list[str]:
    """The reports that are put aside, by why; of another level those are marked that say so all the same."""
    language, lines = answer.language, []
    level = answer.understood.level if answer.understood else Level.UNKNOWN
    for reason, members in group_asides(answer.findings):
        why = name_aside(reason, level, language)
        named = _names(members, language, is_marked=reason == "level")
        names = say("brackets", language, names=named)
        lines.append(say("aside_line", language, why=why[:1].upper() + why[1:], count=len(members), names=names))
    return lines


def _names(findings: Sequence[Finding], language: Language, *, is_marked: bool = False) -> str:
    """Places and years; with a remark where a report speaks of it all the same."""
    remark = say("aside_speaks", language) if is_marked else ""
    named = [
        " ".join(filter(None, (name_place(one.report.place, language), name_year(one.report, Stance.NONE, language))))
        + (remark if one.aside_speaks else "")
        for one in findings[:_SILENT_SHOWN]
    ]
    return say("report_separator", language).join([*named, *(["…"] if len(findings) > _SILENT_SHOWN else [])])


def _unreadable_lines(answer: Answer) -> list[str]:
    failures = answer.coverage.unreadable
    if not failures:
        return []
    key = "unreadable_one" if len(failures) == 1 else "unreadable_many"
    named = [f"  {failure.source}: {failure.reason}" for failure in failures]
    return [say(key, answer.language, count=len(failures)), *named]


def _width(text: str) -> int:
    """Columns of a terminal: two for a Chinese character."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
