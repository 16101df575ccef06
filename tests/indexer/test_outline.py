"""Outlines of short made-up reports, written down by hand; negative cases among them."""

import json
from pathlib import Path

import pytest
from hypothesis import example, given, settings

from indexer.outline import outline
from tests.indexer.written import report_texts, write_report

CASES = json.loads((Path(__file__).parent / "cases/outlines.json").read_text(encoding="utf-8"))


def _text(case):
    """``text``, or its parts, where a number after a part repeats that part."""
    parts = []
    for part in case.get("text_parts", [case.get("text")]):
        parts.append(part if isinstance(part, str) else parts[-1] * part)
    return "".join(parts)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_headings(case, request):
    if reason := case.get("fails"):
        request.applymarker(pytest.mark.xfail(reason=reason))
    text = _text(case)
    sections = outline(write_report(text))
    found = [[section.heading_path[-1], len(section.heading_path)] for section in sections if section.heading_path]
    assert found == case.get("title", []) + case["headings"]


@settings(deadline=None)
@given(report_texts())
def test_sections_hold_every_visible_character_once(text):
    sections = outline(write_report(text))
    position = 0
    for section in sections:
        assert position <= section.start < section.end
        assert not text[position : section.start].strip()
        assert text[section.start : section.end] == text[section.start : section.end].strip()
        position = section.end
    assert not text[position:].strip()


@settings(deadline=None)
@given(report_texts())
@example("## 一、" + "今年工作安排：" * 8 + "实施课程建设行动。" * 60)
@example("一、\n" + "实施课程建设行动。" * 67 + "\n" + "实施课程建设行动。" * 5)
def test_sections_begin_with_their_heading(text):
    for section in outline(write_report(text)):
        if section.heading_path:
            heading = section.heading_path[-1]
            at = text.find(heading, section.start, section.end)
            assert heading and at >= 0
            assert not any(character.isalnum() for character in text[section.start : at])


@settings(deadline=None)
@given(report_texts())
def test_paths_grow_from_the_section_before(text):
    before = ()
    for section in outline(write_report(text)):
        path = section.heading_path
        assert path[:-1] == before[: len(path) - 1]
        before = path


@settings(deadline=None)
@given(report_texts())
def test_ids_count_and_twice_is_the_same(text):
    sections = outline(write_report(text))
    assert [section.section_id for section in sections] == [f"r/{number}" for number in range(len(sections))]
    assert outline(write_report(text)) == sections


def test_an_empty_report_has_no_sections():
    assert outline(write_report(" \n\u3000\n")) == ()


def test_text_before_the_first_heading_stands_under_the_title_line():
    sections = outline(write_report("某县教育局总结\n今年成绩不少。\n一、党建\n学习。"))
    assert [section.heading_path for section in sections] == [("某县教育局总结",), ("一、党建",)]


def test_text_that_begins_with_a_sentence_has_no_title():
    sections = outline(write_report("今年成绩不少。\n一、党建\n学习。"))
    assert [section.heading_path for section in sections] == [(), ("一、党建",)]
