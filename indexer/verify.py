"""Looking for anything wrong in a generation: before it becomes the current one, and whenever asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from errors import BrokenIndexError
from indexer.database import Contents
from indexer.generation import load_current
from indexer.index import Index, read_generation
from indexer.manifest import Counts, Manifest, build_command, describe_files, read_manifest
from indexer.parts import PARTS
from records import Passage, Report, Section

# Problems named in the message; the number of the others is given.
_NAMED = 3


def verify_index(folder: Path) -> Manifest:
    """Check every file and every row of the current generation.

    Returns:
        The manifest of the sound generation.

    Raises:
        BrokenIndexError: there is no index, or something is wrong with it; names the first problems.
        IndexMismatchError: the index has another layout.
    """

    def verify(generation: Path) -> Manifest:
        manifest, problems = find_problems(generation)
        if problems:
            command = build_command(folder, corpus=manifest.corpus, encoder=manifest.encoder.spec)
            reason = f"generation {manifest.generation} is damaged ({name_problems(problems)}): run `{command}`"
            raise BrokenIndexError(str(folder), reason)
        return manifest

    return load_current(folder, verify)


def find_problems(generation: Path) -> tuple[Manifest, list[str]]:
    """Look for everything that is wrong in one generation.

    Checksums, counts, ids, offsets (sections in their reports, passages in their sections,
    sentences in their passages), a sound vector for every passage and sentence.

    Args:
        generation: its folder.

    Returns:
        The manifest, and a phrase for each problem; the rows are looked at only if all files are sound.

    Raises:
        OSError: a file disappeared meanwhile.
        BrokenIndexError: a file has its checksum and cannot be read all the same.
    """
    manifest = read_manifest(generation)
    problems = list(_file_problems(generation, manifest))
    return manifest, problems or list(_content_problems(read_generation(generation, manifest)))


def name_problems(problems: Sequence[str]) -> str:
    """The first problems and the number of the others, in a line.

    Example:
        >>> name_problems(["a", "b", "c", "d"])
        'a; b; c and 1 more'
    """
    more = f" and {len(problems) - _NAMED} more" if len(problems) > _NAMED else ""
    return "; ".join(problems[:_NAMED]) + more


def count_contents(contents: Contents) -> Counts:
    """Count what a database holds."""
    return Counts(len(contents.reports), len(contents.sections), len(contents.passages), len(contents.sentences))


def _file_problems(generation: Path, manifest: Manifest) -> Iterator[str]:
    found = describe_files(generation)
    for name, record in manifest.files.items():
        if name not in found:
            yield f"{name} is missing"
        elif found[name] != record:
            yield f"{name} has another checksum than when it was built"


def _content_problems(index: Index) -> Iterator[str]:
    found, expected = count_contents(index.contents), index.manifest.counts
    if found != expected:
        yield f"the database holds {found}, expected {expected}"
    yield from _offset_problems(index.contents)
    for part in PARTS:
        yield from part.check(index.part(part), index.manifest, index.contents)


def _offset_problems(contents: Contents) -> Iterator[str]:
    reports = {report.report_id: report for report in contents.reports}
    for section in contents.sections.values():
        if problem := _section_problem(section, reports.get(section.report_id)):
            yield f"section {section.section_id} {problem}"
    for passage in contents.passages:
        if problem := _passage_problem(passage, contents.sections.get(passage.section_id)):
            yield f"passage {passage.passage_id} {problem}"


def _section_problem(section: Section, report: Report | None) -> str:
    if report is None:
        return f"belongs to no report ({section.report_id})"
    if not 0 <= section.start <= section.end <= len(report.text):
        return f"[{section.start}, {section.end}) lies outside its report of {len(report.text)} characters"
    return ""


def _passage_problem(passage: Passage, section: Section | None) -> str:
    if section is None or section.report_id != passage.report_id:
        return f"belongs to no section of its report ({passage.section_id})"
    if not section.start <= passage.start < passage.end <= section.end:
        return f"[{passage.start}, {passage.end}) lies outside its section [{section.start}, {section.end})"
    edge = passage.start
    for span in passage.sentences:
        if not edge <= span.start < span.end <= passage.end:
            return f"has a sentence [{span.start}, {span.end}) out of place in [{passage.start}, {passage.end})"
        edge = span.end
    return ""
