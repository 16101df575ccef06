"""A report described: hand-made titles and headers, and the real ones where they are present."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.describe import Description, describe

CASES = json.loads((Path(__file__).parent / "cases" / "describe.json").read_text(encoding="utf-8"))


def values(description: Description) -> dict[str, object]:
    return {
        "title": description.title,
        "bureau": description.bureau,
        "place": description.place.name,
        "place_en": description.place.name_en,
        "level": description.place.level.value,
        "province": description.place.province,
        "is_inferred": description.place.is_inferred,
        "year": description.period.year,
        "half": description.period.half,
        "plan_year": description.period.plan_year,
        "review_year": description.period.review_year,
        "is_masked": description.period.is_masked,
        "kind": description.kind.value,
        "published": description.published,
        "link": description.link,
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_case(case):
    described = describe(
        case["text"],
        file_name=case["file_name"],
        title=case["title"],
        published=case["published"],
        header_lines=tuple(case["header_lines"]),
    )
    found = values(described)
    assert {field: found[field] for field in case["expected"]} == case["expected"]
