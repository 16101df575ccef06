"""What axe finds wrong with a page for readers who do not see or point."""

import pytest

from tests.web.reading import settle


def find_violations(page):
    """Rules that are broken once nothing moves any more, each with the first element that breaks it."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    settle(page)
    report = axe.Axe().run(page).response
    assert len(report["passes"]) > 20, "axe looked at next to nothing"
    return [(found["id"], found["nodes"][0]["html"][:200]) for found in report["violations"]]
