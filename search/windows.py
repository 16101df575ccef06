"""A long question cut into parts that an encoder reads whole."""

from __future__ import annotations

import re

from language import split_sentences

MAX_COST = 240.0
"""Estimated tokens of a part. Most encoders read 256 or 512 and drop the rest without a word."""

# Unigram tokenizers cut about 1.3 Han characters, or 3.5 Latin letters, to a token; both on the safe side.
_PER_HAN, _PER_OTHER = 0.85, 0.35


def cut_windows(text: str, *, max_cost: float = MAX_COST) -> tuple[str, ...]:
    """Cut a text at the ends of sentences; a longer sentence wherever it must be.

    Args:
        text: folded, not empty.
        max_cost: estimated tokens of a part, at least 1.

    Returns:
        The parts in order; the text itself where it is short enough.

    Example:
        >>> cut_windows("推行校长职级制。深化县管校聘。", max_cost=8)
        ('推行校长职级制。', '深化县管校聘。')
    """
    if _cost(text) <= max_cost:
        return (text,)
    windows: list[str] = []
    for piece in _pieces(text, max_cost):
        if windows and _cost(windows[-1]) + _cost(piece) <= max_cost:
            windows[-1] += piece
        else:
            windows.append(piece)
    return tuple(window for window in windows if window.strip())


def _pieces(text: str, max_cost: float) -> list[str]:
    ends = [*[span.end for span in split_sentences(text)][:-1], len(text)]
    starts = [0, *ends[:-1]]
    size = max(int(max_cost / _PER_HAN), 1)
    pieces: list[str] = []
    for start, end in zip(starts, ends, strict=True):
        sentence = text[start:end]
        # Of a sentence that is too long, clauses and words stay whole where they can.
        parts = re.compile(rf".{{1,{size}}}(?:[\s,，、；;]|$)|.{{1,{size}}}", re.DOTALL)
        pieces += [sentence] if _cost(sentence) <= max_cost else parts.findall(sentence)
    return pieces


def _cost(text: str) -> float:
    n_han = sum("\u3400" <= character <= "\u9fff" for character in text)
    return n_han * _PER_HAN + (len(text) - n_han) * _PER_OTHER
