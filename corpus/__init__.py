"""A folder of files becomes reports: read, repaired, described; and the folder looked after."""

from corpus.cells import COLUMNS, NOTHING, CellError
from corpus.comparing import Stretch, compare_texts
from corpus.listing import OVERRIDES_FILE, Listed, list_files
from corpus.overrides import Override, read_overrides
from corpus.overriding import check_cells, read_row, write_row
from corpus.read_corpus import Corpus, read_corpus, read_report
from corpus.reading import SUFFIXES, Document, read_document
from corpus.repair import Repaired, repair
from corpus.shelving import (
    Trashed,
    add_file,
    find_file,
    incoming_folder,
    list_trash,
    remove_file,
    restore_file,
)

__all__ = [
    "COLUMNS",
    "NOTHING",
    "OVERRIDES_FILE",
    "SUFFIXES",
    "CellError",
    "Corpus",
    "Document",
    "Listed",
    "Override",
    "Repaired",
    "Stretch",
    "Trashed",
    "add_file",
    "check_cells",
    "compare_texts",
    "find_file",
    "incoming_folder",
    "list_files",
    "list_trash",
    "read_corpus",
    "read_document",
    "read_overrides",
    "read_report",
    "read_row",
    "remove_file",
    "repair",
    "restore_file",
    "write_row",
]
