"""What was looked at for an answer."""

from __future__ import annotations

from collections.abc import Sequence

from records import Aside, Coverage, Failure, Finding


def cover(findings: Sequence[Finding], failures: tuple[Failure, ...]) -> Coverage:
    """Count the reports looked at.

    Args:
        findings: of all of them.
        failures: the files that could not be read.

    Returns:
        Supporting, silent and put aside ones add up to all; masked ones are among them.

    Example:
        >>> cover((), ())
        Coverage(reports=0, supporting=0, silent=0, unreadable=(), masked=0, aside=0)
    """
    supporting = sum(finding.is_supported for finding in findings)
    masked = sum(map(_is_masked, findings))
    aside = sum(finding.aside is not Aside.NONE for finding in findings)
    return Coverage(len(findings), supporting, len(findings) - supporting - aside, failures, masked, aside)


def _is_masked(finding: Finding) -> bool:
    """The report hides its place or year, or a figure that is quoted as proof."""
    place, period = finding.report.place, finding.report.period
    hides_figure = finding.is_supported and any(figure.is_masked for figure in finding.figure_details)
    return not place.name or place.is_inferred or period.is_masked or hides_figure
