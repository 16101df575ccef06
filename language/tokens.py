"""Tokens for word matching without a word list: character pairs of Han runs, whole Latin words and numbers."""

from __future__ import annotations

import re

_HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_RUN = re.compile(rf"(?P<han>[{_HAN}]+)|\d+(?:[.,]\d+)+|[^\W_{_HAN}]+")


def bigram_tokens(folded: str) -> list[str]:
    """Cut a folded text into the tokens a question is matched by.

    A run of Han characters gives its overlapping pairs, a lone Han character itself; a Latin
    word (digits in it included) and a number with its decimal point stay whole. Punctuation
    parts runs and gives nothing. Pairs need no word list, so a programme named yesterday is
    matched; jieba's words measured the same within noise.

    Args:
        folded: text as ``fold_text`` returns it; an unfolded text finds no folded one.

    Returns:
        The tokens in text order, repeats kept.

    Example:
        >>> bigram_tokens("校长职级制，led 8.07万")
        ['校长', '长职', '职级', '级制', 'led', '8.07', '万']
    """
    tokens: list[str] = []
    for run in _RUN.finditer(folded):
        text = run.group()
        if run.lastgroup == "han" and len(text) > 1:
            tokens.extend(text[i : i + 2] for i in range(len(text) - 1))
        else:
            tokens.append(text)
    return tokens


def passage_tokens(folded: str) -> list[str]:
    """Cut a folded text into the tokens a passage is found by: its pairs and every Han character.

    The single characters are there for questions of one character (税), whose ``bigram_tokens`` are that
    character; longer questions do not ask for them.

    Args:
        folded: text as ``fold_text`` returns it.

    Returns:
        ``bigram_tokens(folded)``, then the characters of all Han runs of two and more.

    Example:
        >>> passage_tokens("双减 a")
        ['双减', 'a', '双', '减']
    """
    runs = (run.group() for run in _RUN.finditer(folded) if run.lastgroup == "han")
    return bigram_tokens(folded) + [character for run in runs if len(run) > 1 for character in run]
