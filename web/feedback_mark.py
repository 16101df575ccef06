"""What tells one answer to a question from another."""

from __future__ import annotations

from hashlib import sha256

from records import Answer


def mark_of(answer: Answer) -> str:
    """What tells one answer from another to the same question: a judgement is of the one that was shown."""
    said = [
        (one.report.report_id, str(one.stance), [(quote.start, quote.end) for quote in one.citations])
        for one in answer.findings
        if one.is_supported
    ]
    return sha256(repr((answer.question, answer.is_abstained, said)).encode("utf-8", "replace")).hexdigest()[:16]
