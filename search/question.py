"""What of a question is read: a question is data, of any length and with any characters in it."""

from __future__ import annotations

import re

MAX_CHARS = 2000
"""Characters of a question that are read. The encoders stop near 500 tokens, and patterns such as
``which … and which`` take half a minute over 100,000 characters."""

_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")


def read_question(question: str) -> str:
    """Make a question fit to be read.

    Args:
        question: as asked.

    Returns:
        Its first ``MAX_CHARS`` characters; bytes that were no UTF-8 on the command line, and halves
        of characters in JSON, become U+FFFD, as a decoder would have put it.

    Example:
        >>> read_question("校长" + chr(0xD800))
        '校长\ufffd'
    """
    return _LONE_SURROGATE.sub("\ufffd", question[:MAX_CHARS])


def has_words(question: str) -> bool:
    """Whether what is read of a question holds a letter, a Chinese character or a digit.

    Example:
        >>> has_words("校"), has_words("?!… 😀"), has_words("")
        (True, False, False)
    """
    return any(character.isalnum() for character in question[:MAX_CHARS])
