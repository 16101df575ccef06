"""What every encoder does to its input: mend what no tokenizer takes, and group by length."""

from __future__ import annotations

from collections.abc import Iterator, Sequence


def mend_surrogates(text: str) -> str:
    r"""Put U+FFFD for halves of surrogate pairs, which have no UTF-8 form and no tokenizer takes.

    Example:
        >>> mend_surrogates("a\ud800b") == "a\ufffdb"
        True
    """
    if text.isascii() or not any("\ud800" <= char <= "\udfff" for char in text):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def batches_by_length(texts: Sequence[str], *, max_texts: int, max_chars: int) -> Iterator[list[int]]:
    """Group texts of like length, longest first, so that little of a batch is padding.

    The longest come first because they need the most memory: what does not fit fails at once, and
    the time left that a progress bar shows only ever falls.

    Args:
        texts: in any order.
        max_texts: the most texts of a batch, at least 1.
        max_chars: the most characters of a batch, counting every text as long as its longest; one
            text that is longer still is a batch of its own.

    Yields:
        Positions in ``texts``; every one exactly once.

    Example:
        >>> list(batches_by_length(["aa", "bbbb", "c"], max_texts=2, max_chars=100))
        [[1, 0], [2]]
    """
    order = sorted(range(len(texts)), key=lambda i: (-len(texts[i]), i))
    start = 0
    while start < len(order):
        longest = max(len(texts[order[start]]), 1)
        size = max(1, min(max_texts, max_chars // longest))
        yield order[start : start + size]
        start += size
