"""The parts of an index besides its database and manifest: a new one is a file like vectors.py and a line here."""

from __future__ import annotations

from typing import Any

from indexer.duplicates import DUPLICATES
from indexer.lexical import LEXICAL
from indexer.part import Part
from indexer.terms import TERMS
from indexer.tokens import TOKENS
from indexer.vectors import VECTORS

PARTS: tuple[Part[Any], ...] = (TOKENS, VECTORS, LEXICAL, TERMS, DUPLICATES)
