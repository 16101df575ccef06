"""What a reader narrows a question to, as the reports and passages that pass."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from errors import FilterError
from indexer import Index
from language import fold_text
from places import Division, divisions, named, prefecture_of, province_of
from records import Filters, Kind, Level, Place, Report, Stance
from search.scope import place_names

_EITHER = {Stance.DONE, Stance.PLANNED}


def passing_reports(filters: Filters, reports: Sequence[Report]) -> tuple[str, ...]:
    """The reports that pass by place, level, year, kind and id.

    A place stands for everything that lies in it: a province for its cities, a city for its
    districts. A year is that of the report or the one it plans for. A report that is both summary
    and plan passes as either.

    Args:
        filters: fields that are empty let every report pass.
        reports: all reports of the index.

    Returns:
        Their ids in the order of ``reports``; empty where none passes.

    Raises:
        FilterError: a place or report id that nothing is called by.

    Example:
        >>> passing_reports(Filters(years=(2022,)), ())
        ()
    """
    _require_known_ids(filters.report_ids, reports)
    places = [_meant_by(name, reports) for name in filters.places]
    return tuple(report.report_id for report in reports if _passes(report, filters, places))


def passing_rows(filters: Filters, index: Index) -> NDArray[np.bool_]:
    """The passages that pass: of reports that pass, under a heading and of a stance that is wanted.

    A section that speaks of things done and planned passes as either.

    Args:
        filters: fields that are empty let every passage pass.
        index: the index.

    Returns:
        Shape (n_passages,).

    Raises:
        FilterError: a place or report id that nothing is called by.
    """
    if filters == Filters():
        return np.ones(len(index.passages), dtype=bool)
    reports = set(passing_reports(filters, index.reports))
    words = [fold_text(word) for word in filters.headings]
    sections = {
        section.section_id
        for section in index.sections.values()
        if section.report_id in reports
        and _has_stance(section.stance, filters.stances)
        and _is_under(section.heading_path, words)
    }
    return np.array([passage.section_id in sections for passage in index.passages], dtype=bool)


def _passes(report: Report, filters: Filters, places: Sequence[tuple[str, tuple[Division, ...]]]) -> bool:
    period = report.period
    return (
        (not places or any(_stands_for(name, meant, report.place) for name, meant in places))
        and (not filters.levels or report.place.level in filters.levels)
        and (not filters.years or bool(period.years & set(filters.years)))
        and (not filters.kinds or report.kind in filters.kinds or _holds_either(report.kind, filters.kinds))
        and (not filters.report_ids or report.report_id in filters.report_ids)
    )


def _holds_either(kind: Kind, wanted: Sequence[Kind]) -> bool:
    return kind is Kind.BOTH and bool({Kind.SUMMARY, Kind.PLAN} & set(wanted))


def _has_stance(stance: Stance, wanted: Sequence[Stance]) -> bool:
    return not wanted or stance in wanted or (stance is Stance.BOTH and bool(_EITHER & set(wanted)))


def _is_under(heading_path: Sequence[str], words: Sequence[str]) -> bool:
    return not words or any(word in fold_text(heading) for heading in heading_path for word in words)


def _stands_for(name: str, meant: tuple[Division, ...], place: Place) -> bool:
    """Whether a report's place is called so, or lies in a division that is."""
    return name in place_names(place) or any(_lies_in(place, division) for division in meant)


def _lies_in(place: Place, division: Division) -> bool:
    if not place.name:
        return False
    if division.level is Level.PROVINCE:
        return place.province == division.name
    if place.province != province_of(division).name:
        return False
    if place.name == division.name:
        return True
    inner = [one for one in named(place.name) if province_of(one).name == place.province]
    return any((city := prefecture_of(one)) is not None and city.name == division.name for one in inner)


def _meant_by(name: str, reports: Sequence[Report]) -> tuple[str, tuple[Division, ...]]:
    """A folded name and the divisions of that name.

    Raises:
        FilterError: no division and no report's place is called so.
    """
    folded = fold_text(name).strip()
    meant = named(folded) or tuple(one for one in divisions() if one.name_en.lower() == folded)
    if not meant and not any(folded in place_names(report.place) for report in reports):
        covered = sorted({report.place.name for report in reports if report.place.name})
        raise FilterError("place", name, f"the name of a province, city or county, such as {_some(covered)}")
    return folded, meant


def _require_known_ids(wanted: Sequence[str], reports: Sequence[Report]) -> None:
    known = {report.report_id for report in reports}
    for report_id in wanted:
        if report_id not in known:
            raise FilterError("report", report_id, f"the id of a report of the index, such as {_some(sorted(known))}")


def _some(names: Sequence[str], *, most: int = 3) -> str:
    return ", ".join(names[:most]) or "淄博市"
