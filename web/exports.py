"""An answer to take along: as Markdown with its sources, as CSV, as JSON."""

from __future__ import annotations

import json
import re

from answers import answer_to_csv, answer_to_json
from records import Answer
from web.desk import Holdings
from web.findings import Proof, number_proofs
from web.labels import report_label
from web.wording import Words

# Everything that Markdown, or the HTML in it, could take for its own. A report's text must stay text.
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|~>&$^=:@])")
_NOT_IN_LINKS = re.compile(r"[\s<>\\]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")


def answer_to_markdown(answer: Answer, words: Words) -> str:
    """Write an answer as Markdown: the question, what it says, and every quote with where it stands.

    Args:
        answer: the answer; its text, quotes, titles and links are escaped.
        words: the page's words, for places and years.
    """
    proofs = number_proofs(answer)
    lines = [f"## {escape_markdown(answer.question)}", ""]
    for line in answer.text.split("\n"):
        lines += [escape_markdown(line), ""] if line.strip() else []
    if proofs:
        lines += [f"### {escape_markdown(words.say('sources'))}", ""]
    for proof in proofs:
        lines += [*_source_lines(proof, words), ""]
    return "\n".join(lines)


def answer_as_file(answer: Answer, form: str, holdings: Holdings) -> str:
    """The text of a file for a spreadsheet (``csv``) or a program (``json``).

    Args:
        answer: the answer.
        form: ``csv`` or ``json``.
        holdings: what the answer came from.

    Raises:
        ValueError: another form, or JSON without an index behind the page.
    """
    if form == "csv":
        return answer_to_csv(answer)
    if form == "json" and holdings.answerer is not None:
        told = answer_to_json(answer, holdings.answerer.searcher)
        return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
    raise ValueError(f"found the form {form!r}, expected csv, or json where an index is behind the page")


def escape_markdown(text: str) -> str:
    r"""Text that Markdown shows as it stands, in one line.

    Example:
        >>> escape_markdown("*[x](javascript:y)* <b>")
        '\\*\\[x\\]\\(javascript\\:y\\)\\* &lt;b\\>'
    """
    return _SPECIAL.sub(r"\\\1", _CONTROL.sub(" ", text).strip()).replace("<", "&lt;")


def _source_lines(proof: Proof, words: Words) -> list[str]:
    """``[1]`` with place and year, the quote, and the report's title, headings and address."""
    finding, citation = proof.finding, proof.citation
    report = finding.report
    label = escape_markdown(report_label(report, finding.stance, words))
    path = " / ".join(escape_markdown(part) for part in (report.title or report.report_id, *citation.heading_path))
    link = f" {_link(report.link)}" if report.link.startswith(("http://", "https://")) else ""
    return [f"\\[{proof.number}\\] **{label}**", "", f"> {escape_markdown(citation.quote)}", "", f"{path}{link}"]


def _link(address: str) -> str:
    """A web address in angle brackets, without what could end them."""
    safe = _NOT_IN_LINKS.sub(lambda found: f"%{ord(found.group()):02X}", address)
    return f"<{safe}>"
