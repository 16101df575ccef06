"""Characters that are not text: control and zero-width characters, entities, spelt-out code points, mixed line ends."""

from __future__ import annotations

import html
import re
import unicodedata

from corpus.repairs.change import MAX_EXAMPLES, Change, show_example, substitute
from language import normalise

# A scrape may escape twice: &amp;nbsp; is one entity, or the second run would change what the first one left.
_ENTITY = re.compile(r"&(?:(?:amp|#38|#[xX]26);)*(#\d{1,7};|#[xX][0-9A-Fa-f]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)")
_SPELT_OUT = re.compile(r"<U\+([0-9A-Fa-f]{4,6})>")
# No-break and fixed-width spaces become a plain space; the ideographic space stays, for it marks a paragraph.
_ODD_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_ANY = re.compile(
    "[\r\x00-\x08\x0b-\x1f\x7f-\xa0\u00ad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\ufeff\ufff9-\ufffb]|<U\\+|&[#A-Za-z]"
)


def clean_characters(text: str) -> Change:
    r"""Bring a text to NFC with ``\n`` line ends, plain spaces and nothing invisible.

    Entities (``&ldquo;``) and spelt-out code points (``<U+00A0>``) that a scrape left are turned
    into the characters they name. Full-width letters, digits and punctuation stay: they are
    correct Chinese, and folding is no repair.

    Args:
        text: any text.

    Returns:
        The clean text; mixed line ends and a wrong normal form count as one change each.

    Example:
        >>> clean_characters("一、&ldquo;双减<U+00A0>工作").text
        '一、“双减 工作'
    """
    count, examples = 0, list[str]()
    if _ANY.search(text):
        for pattern, replace in _REPLACEMENTS:
            change = substitute(pattern, replace, text)
            text, count = change.text, count + change.count
            examples += change.examples
        text, n_line_ends = _LINE_END.subn("\n", text)
        count += n_line_ends > 0
    if not unicodedata.is_normalized("NFC", text):
        text = normalise(text)
        count += 1
        examples.append(show_example("not NFC", "NFC"))
    return Change(text, count, tuple(examples[:MAX_EXAMPLES]))


def _decode_entity(match: re.Match[str]) -> str:
    entity = "&" + match.group(1)
    decoded = html.unescape(entity)
    return match.group() if decoded == entity else decoded


def _decode_code_point(match: re.Match[str]) -> str:
    code = int(match.group(1), 16)
    is_character = code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF
    return chr(code) if is_character else match.group()


_REPLACEMENTS = (
    (_ENTITY, _decode_entity),
    (_SPELT_OUT, _decode_code_point),
    (_ODD_SPACE, lambda match: " "),
    (_INVISIBLE, lambda match: ""),
)
