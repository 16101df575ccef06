"""What a language model wrote, sentence by sentence: cited, checked, and marked where the check failed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from answers import WrittenAnswer, WrittenSentence, name_fault
from records import Answer
from web.findings import Proof, number_proofs, render_cite
from web.wording import Words

_MARK = re.compile(r"\[(\d{1,4})\]")


def render_written(written: WrittenAnswer, answer: Answer, words: Words) -> str:
    """Show a written answer as far as it has come.

    Args:
        written: from ``Writer.write``; nothing in it is trusted.
        answer: whose citations its marks count.
        words: the page's words.

    Returns:
        Its sentences, and who wrote them; in place of an answer that did not hold, the reason.
    """
    if written.fallback_reason:
        return f'<p class="by" lang="{written.language}">{escape(written.fallback_reason)}</p>'
    by_number = {str(proof.number): proof for proof in number_proofs(answer)}
    joint = " " if written.language == "en" else ""
    text = joint.join(_render_sentence(sentence, written, by_number, words) for sentence in written.sentences)
    key = "written_by" if written.is_complete else "writing_by"
    dropped = f" {words.html('written_dropped', n=written.n_dropped)}" if written.n_dropped else ""
    return (
        f'<p class="prose" lang="{written.language}">{text}</p>'
        f'<p class="by">{words.html(key, model=written.model)}{dropped}</p>'
    )


def render_marks(line: str, by_number: Mapping[str, Proof], words: Words) -> str:
    """Escape a line and turn each ``[1]`` that has a citation into a button."""
    parts = _MARK.split(line)
    html = [escape(parts[0])]
    for number, text in zip(parts[1::2], parts[2::2], strict=True):
        proof = by_number.get(number)
        html += [render_cite(proof, words) if proof else f"[{number}]", escape(text)]
    return "".join(html)


def _render_sentence(
    sentence: WrittenSentence, written: WrittenAnswer, by_number: Mapping[str, Proof], words: Words
) -> str:
    html = render_marks(sentence.text, by_number, words)
    fault = name_fault(sentence, written.language)
    if not fault:
        return f"<span>{html}</span>"
    return f'<span class="doubt"><span class="text">{html}</span> <small>▲ {escape(fault)}</small></span>'
