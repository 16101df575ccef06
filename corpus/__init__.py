"""A folder of files becomes reports: read, repaired, described."""

from corpus.reading import Document, read_document

__all__ = ["Document", "read_document"]
