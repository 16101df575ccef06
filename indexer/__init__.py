"""Reports to an index on disk: outline, passages, vectors, generations; and the index opened for reading."""

from indexer.build import BuildSummary, build_index
from indexer.chunk import chunk, passage_text
from indexer.generation import require_writable
from indexer.index import Index, open_index, read_status
from indexer.manifest import Manifest, build_command
from indexer.outline import outline
from indexer.prepare import Material, prepare
from indexer.progress import Bar, Lines, Progress, Silent, show_on
from indexer.reporting import report_to_json
from indexer.terms import Terms
from indexer.verify import verify_index

__all__ = [
    "Bar",
    "BuildSummary",
    "Index",
    "Lines",
    "Manifest",
    "Material",
    "Progress",
    "Silent",
    "Terms",
    "build_command",
    "build_index",
    "chunk",
    "open_index",
    "outline",
    "passage_text",
    "prepare",
    "read_status",
    "report_to_json",
    "require_writable",
    "show_on",
    "verify_index",
]
