"""Deciding the encoding of a text file by how readable each candidate makes it."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace

from corpus.readability import MAX_RUBBISH_SHARE, measure_readability
from errors import CorpusError

# In order of preference where two read alike. cp950 is Big5 with the Eten characters, as Windows writes it.
_CANDIDATES = ("utf-8", "utf-16-le", "utf-16-be", "gb18030", "cp950", "big5hkscs", "cp1252")
_NAMES = {"cp950": "big5", "big5hkscs": "big5-hkscs", "cp1252": "windows-1252"}
_TRIED = "UTF-8, UTF-16, GB18030, Big5, Big5-HKSCS and Windows-1252"

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_SAMPLE_BYTES = 16 * 1024
_HEAD_BYTES = 2 * 1024
# Natural logarithms; a thousand characters of the right encoding lead the wrong one by about 6,000.
_CLEAR_LEAD = 500.0
# Ten well-formed multi-byte sequences do not come about by chance: Big5 and GB18030 text breaks UTF-8's rule at
# nearly every character.
_PROVEN_SEQUENCES = 10
# A character cut off at the end of the bytes must not decide, but reading three bytes as one and a half characters
# must cost something.
_CUT_TAIL = -10.0

# Python's codec follows GB 18030-2000, which put these into the private use area; GB 18030-2022 gave them their places.
_GB18030_2022 = str.maketrans(
    "\ue7c7\ue78d\ue78e\ue78f\ue790\ue791\ue792\ue793\ue794\ue795\ue796\ue816\ue817\ue818"
    "\ue81e\ue826\ue82b\ue82c\ue831\ue832\ue83b\ue843\ue854\ue855\ue864",
    "\u1e3f\ufe10\ufe12\ufe11\ufe13\ufe14\ufe15\ufe16\ufe17\ufe18\ufe19\U00020087\U00020089\U000200cc"
    "\u9fb4\u9fb5\u9fb6\u9fb7\U000215d7\u9fb8\U0002298f\u9fb9\u9fba\U000241fe\u9fbb",
)
# A few NULs among readable text are damage; many are another encoding or no text at all.
_MAX_NUL_SHARE = 0.1

_TWO_BYTE = frozenset({"gb18030", "cp950", "big5hkscs"})
_IN_STEP = "yaodian.in_step"
_STEP_BYTES = 32

_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_UTF8_LEAD = re.compile(rb"[\xc2-\xf4]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded text and the encoding that was decided for it.

    Attributes:
        text: may hold U+FFFD where single bytes were damaged; no byte order mark and no NUL.
        encoding: e.g. ``"utf-8"``, ``"utf-16-le"``, ``"gb18030"``, ``"big5"``.
    """

    text: str
    encoding: str


def decode_text(data: bytes, *, source: str = "text") -> Decoded:
    """Decode bytes with the encoding under which they read best.

    A byte order mark decides at once, and so do ten or more well-formed multi-byte sequences
    of UTF-8 with no ill-formed one. Otherwise every candidate decodes the same sample (16 KiB
    from the first line that is not ASCII), and the one whose characters are together the most
    probable in running Chinese wins. Rare characters are what a wrong decoding yields: Big5
    bytes are mostly valid GB18030, too. A character cut off at the end is dropped, single
    damaged bytes become U+FFFD.

    Args:
        data: the bytes of a text file, at least one.
        source: the file's name, for the error.

    Raises:
        CorpusError: no candidate gives a readable text.

    Example:
        >>> decode_text("推行校長職級制".encode("big5"))
        Decoded(text='推行校長職級制', encoding='big5')
        >>> decode_text("推行校长职级制".encode("gb18030"))
        Decoded(text='推行校长职级制', encoding='gb18030')
    """
    marked = _marked_encoding(data)
    is_proven = marked is not None or _is_proven_utf8(data)
    if is_proven:
        decoded = _decode(data, marked or "utf-8")
    else:
        decoded = _decode(data, _best_encoding(_sample(data)))
        if not measure_readability(decoded.text[:_SAMPLE_BYTES]).is_readable:
            decoded = _decode(data, _best_encoding(data[:_SAMPLE_BYTES], in_step=True))
    if decoded.encoding == "cp950" and "\ufffd" in decoded.text:  # Hong Kong characters behind the sample
        other = _decode(data, "big5hkscs")
        decoded = min(decoded, other, key=lambda reading: reading.text.count("\ufffd"))
    _require_readable(decoded, source=source, is_proven=is_proven)
    return replace(decoded, encoding=_NAMES.get(decoded.encoding, decoded.encoding))


def _marked_encoding(data: bytes) -> str | None:
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)


def _is_proven_utf8(data: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data, final=False)
    except UnicodeDecodeError:
        return False
    return len(_UTF8_LEAD.findall(data[:_SAMPLE_BYTES])) >= _PROVEN_SEQUENCES


def _sample(data: bytes) -> bytes:
    """The bytes from the first line that is not ASCII; from an even offset, which UTF-16 needs."""
    first = _NOT_ASCII.search(data)
    line = data.rfind(b"\n", 0, first.start()) + 1 if first else 0
    start = line & ~1 if line > _SAMPLE_BYTES // 2 else 0
    return data[start : start + _SAMPLE_BYTES]


def _best_encoding(sample: bytes, *, in_step: bool = False) -> str:
    """The candidate under which the sample is the most probable; the earlier one on a tie.

    The first 2 KiB leave one or two of the candidates; the whole sample decides between those.
    """
    padded = len(sample.rstrip(b"\0"))
    sample = sample[: padded + padded % 2]
    likelihood = {name: _likelihood(sample[:_HEAD_BYTES], name, in_step=in_step) for name in _CANDIDATES}
    best = max(likelihood.values())
    leaders = [name for name in _CANDIDATES if likelihood[name] > best - _CLEAR_LEAD]
    if len(leaders) == 1 or len(sample) <= _HEAD_BYTES:
        return max(leaders, key=likelihood.__getitem__)
    return max(leaders, key=lambda name: _likelihood(sample, name, in_step=in_step))


def _likelihood(sample: bytes, encoding: str, *, in_step: bool) -> float:
    decoder = codecs.getincrementaldecoder(encoding)(_IN_STEP if in_step and encoding in _TWO_BYTE else "replace")
    text = decoder.decode(sample, final=False)
    cut = _CUT_TAIL if decoder.getstate()[0] else 0.0
    return measure_readability(text).log_likelihood + cut


def _decode(data: bytes, encoding: str) -> Decoded:
    errors = _IN_STEP if encoding in _TWO_BYTE else "replace"
    text = codecs.getincrementaldecoder(encoding)(errors).decode(data, final=False)
    text = text.removeprefix("\ufeff").rstrip("\0")
    if text.count("\0") <= _MAX_NUL_SHARE * len(text):
        text = text.replace("\0", "")
    return Decoded(text.translate(_GB18030_2022) if encoding == "gb18030" else text, encoding)


def _fall_into_step(error: UnicodeError) -> tuple[str, int]:
    """Skip one byte or two at damage in a two-byte encoding, whichever makes what follows read better.

    The codecs skip one; where that was the first of a pair, everything up to the next ASCII
    character is then read one byte out of step.
    """
    if not isinstance(error, UnicodeDecodeError):
        raise error

    def likelihood(skipped: int) -> float:
        following = error.object[error.start + skipped : error.start + _STEP_BYTES]
        return measure_readability(following.decode(error.encoding, "replace")).log_likelihood

    return "\ufffd", min(error.start + max((1, 2), key=likelihood), len(error.object))


codecs.register_error(_IN_STEP, _fall_into_step)


def _require_readable(decoded: Decoded, *, source: str, is_proven: bool) -> None:
    """Refuse text that no reader could read; what is proven UTF-8 may be of any language."""
    found = measure_readability(decoded.text[:_SAMPLE_BYTES])
    if found.is_readable or (is_proven and found.rubbish_share <= MAX_RUBBISH_SHARE):
        return
    best = _NAMES.get(decoded.encoding, decoded.encoding)
    raise CorpusError(
        source,
        f"no encoding makes its bytes readable (tried {_TRIED}; the best, {best}, gives {found.rubbish_share:.0%} "
        "damaged characters and otherwise rare ones): save it as UTF-8 text",
    )
