"""A folder of files becomes reports: read, repaired, described."""

from corpus.read_corpus import Corpus, read_corpus
from corpus.reading import Document, read_document

__all__ = ["Corpus", "Document", "read_corpus", "read_document"]
