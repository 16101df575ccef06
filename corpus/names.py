"""Which names a file may have that somebody hands in from another machine."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

from errors import CorpusError
from language import normalise

# ext4, APFS and NTFS take 255; some room is left for what programs put behind a name.
MOST_NAME_BYTES = 240
_SHOWN_CHARS = 60
_FORBIDDEN = re.compile(r'[/\\:*?"<>|]')
# Hidden files, lock files of Office, blanks that no list shows, and what a spreadsheet takes for a formula.
_STARTS = (".", "~$", " ", "=", "+", "-", "@")
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)


def check_name(name: str, suffixes: tuple[str, ...]) -> str:
    r"""The name under which a file handed in is kept: its own in NFC, or an error; never another one.

    A name that a corpus folder would pass over, that means a folder, that some system cannot store
    or that shows otherwise than it is written is refused.

    Args:
        name: as the other machine says.
        suffixes: those taken, in lower case with their dot.

    Raises:
        CorpusError: says what is wrong with the name and what to do.

    Example:
        >>> check_name("淄博市2022年工作要点.TXT", (".txt",))
        '淄博市2022年工作要点.TXT'
        >>> check_name("../a.txt", (".txt",))
        Traceback (most recent call last):
        errors.CorpusError: ../a.txt: its name holds '/': rename it
    """
    kept = normalise(name)
    shown = _show(name)
    if found := _FORBIDDEN.search(kept):
        raise CorpusError(shown, f"its name holds {found.group()!r}: rename it")
    if odd := next((one for one in kept if unicodedata.category(one) in {"Cc", "Cf", "Cs", "Zl", "Zp"}), None):
        raise CorpusError(shown, f"its name holds an invisible character (U+{ord(odd):04X}): rename it")
    if (size := len(kept.encode("utf-8"))) > MOST_NAME_BYTES:
        raise CorpusError(shown, f"its name has {size} bytes, at most {MOST_NAME_BYTES} are taken: shorten it")
    if odd_start := next((start for start in _STARTS if kept.startswith(start)), None):
        raise CorpusError(shown, f"its name begins with {odd_start!r}: rename it")
    if PurePosixPath(kept).stem.endswith((".", " ")) or kept.endswith((".", " ")):
        raise CorpusError(shown, "its name ends with a dot or a blank: rename it")
    stem, suffix = PurePosixPath(kept).stem, PurePosixPath(kept).suffix.lower()
    if suffix not in suffixes:
        raise CorpusError(shown, f"{suffix or 'a file without suffix'} is not taken, expected {', '.join(suffixes)}")
    if _RESERVED.fullmatch(stem.split(".")[0].strip()):
        raise CorpusError(shown, "its name is reserved on Windows: rename it")
    return kept


def _show(name: str) -> str:
    """A name for a message: one printable line of a readable length."""
    shown = "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in name)
    return shown if len(shown) <= _SHOWN_CHARS else shown[: _SHOWN_CHARS - 1] + "…"
