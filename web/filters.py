"""The menus by which a reader narrows a question: places, levels, years, kinds, planned or done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from html import escape

from places import named
from records import Kind, Level, Report, Stance
from web.catalogue import Catalogue
from web.chips import place_label
from web.wording import Words

# A short list is read at a glance; a longer one has a field to search it.
N_WITHOUT_SEARCH = 10
# field of records.Filters → its name in the page's address
FIELDS = {"places": "place", "levels": "level", "years": "year", "kinds": "kind", "stances": "stance"}


def render_filters(catalogue: Catalogue, words: Words) -> str:
    """The menus with a choice of at least two; each option with the number of its reports.

    Args:
        catalogue: the reports to choose from.
        words: the page's words.
    """
    reports = catalogue.reports.values()
    menus: dict[str, list[tuple[str, str, int]]] = {
        "places": [(name, place_label(name, words), n) for name, n in _count_places(reports)],
        "levels": [(level, words.say(f"asked_level_{level}"), n) for level, n in _count_levels(reports)],
        "years": [(str(year), str(year), n) for year, n in _count_years(reports)],
        "kinds": [(kind, words.say(f"kind_{kind}"), n) for kind, n in _count_kinds(reports)],
        "stances": [
            (one, words.say(f"asked_stance_{one}"), 0) for one in (Stance.PLANNED, Stance.DONE, Stance.PROBLEM)
        ],
    }
    shown = "".join(_render_menu(field, options, words) for field, options in menus.items() if len(options) > 1)
    return (
        f'<div class="filters" role="group" aria-label="{words.html("narrow")}">'
        f'<span class="said">{words.html("narrow")}</span>{shown}</div>'
    )


def _render_menu(field: str, options: list[tuple[str, str, int]], words: Words) -> str:
    label = words.html(f"narrow_{field}")
    rows = "".join(_render_option(field, *option) for option in options)
    search = (
        f'<input type="search" class="seek" aria-label="{words.html("seek")}" placeholder="{words.html("seek")}">'
        if len(options) > N_WITHOUT_SEARCH
        else ""
    )
    take_away = words.html("take_away", what=words.say(f"narrow_{field}"))
    return (
        f'<div class="filter"><details class="menu" data-filter="{field}">'
        f'<summary class="chip add" data-label="{label}"><span class="plus" aria-hidden="true">+</span>'
        f'<span class="label">{label}</span></summary>'
        f'<fieldset class="options"><legend>{label}</legend>{search}<div class="list">{rows}</div></fieldset></details>'
        f'<button type="button" class="clear" data-clear="{field}" aria-label="{take_away}" hidden>×</button></div>'
    )


def _render_option(field: str, value: str, said: str, n: int) -> str:
    count = f"<small>{n}</small>" if n else ""
    return (
        f'<label><input type="checkbox" name="{FIELDS[field]}" value="{escape(value)}">'
        f"<span>{escape(said)}</span>{count}</label>"
    )


def _count_places(reports: Iterable[Report]) -> list[tuple[str, int]]:
    """Provinces and places in the order of their codes, which readers know, a province before its places."""
    provinces = Counter(report.place.province or report.place.name for report in reports if report.place.name)
    within = Counter((report.place.province or report.place.name, report.place.name) for report in reports)
    found: list[tuple[str, int]] = []
    for province in sorted(provinces, key=_code):
        held = [(name, n) for (over, name), n in within.items() if over == province and name != province]
        found += [(province, provinces[province]), *sorted(held, key=lambda one: _code(one[0]))]
    return found


def _code(name: str) -> tuple[str, str]:
    """What a place is sorted by: its code; one that is no division comes last."""
    found = named(name)
    return (found[0].code if found else "9", name)


def _count_levels(reports: Iterable[Report]) -> list[tuple[Level, int]]:
    counted = Counter(report.place.level for report in reports)
    return [(level, counted[level]) for level in Level if level is not Level.UNKNOWN and counted[level]]


def _count_years(reports: Iterable[Report]) -> list[tuple[int, int]]:
    """Years summed up or planned for, the latest first; a report counts for each of its years."""
    counted = Counter(year for report in reports for year in report.period.years)
    return sorted(counted.items(), reverse=True)


def _count_kinds(reports: Iterable[Report]) -> list[tuple[Kind, int]]:
    counted = Counter(report.kind for report in reports)
    return [(kind, counted[kind]) for kind in Kind if kind is not Kind.UNKNOWN and counted[kind]]
