"""Passages: exact cuts of small texts, and properties of any text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import Corpus
from indexer.chunk import chunk, passage_text
from indexer.outline import outline
from indexer.prepare import prepare
from records import Failure
from tests.indexer.written import report_texts, write_report

SENTENCE = "学校办得越来越好，老师孩子都满意了。"  # 18 characters


def _cut(text, max_chars=400):
    report = write_report(text)
    sections = outline(report)
    return sections, chunk(report, sections, max_chars=max_chars)


def _texts(text, max_chars=400):
    return [text[passage.start : passage.end] for passage in _cut(text, max_chars)[1]]


def test_a_short_section_is_one_passage_with_its_heading():
    assert _texts("一、党建\n学习理论。\n二、德育\n上好思政课。") == ["一、党建\n学习理论。", "二、德育\n上好思政课。"]


def test_a_heading_over_other_headings_is_no_passage():
    assert _texts("一、党建\n（一）学习\n学习理论。") == ["（一）学习\n学习理论。"]


def test_a_heading_with_nothing_under_it_stays_to_be_found():
    assert _texts("一、党建\n学习理论。\n二、新建学校五所") == ["一、党建\n学习理论。", "二、新建学校五所"]


def test_a_lone_title_is_no_passage_unless_it_is_all_there_is():
    assert _texts("某局总结\n一、党建\n学习理论。") == ["一、党建\n学习理论。"]
    assert _texts("某局总结") == ["某局总结"]


def test_a_long_paragraph_is_cut_evenly_at_sentences():
    assert [len(piece) for piece in _texts(SENTENCE * 10, max_chars=100)] == [90, 90]
    assert [len(piece) for piece in _texts(SENTENCE * 6, max_chars=100)] == [54, 54]


def test_a_heading_line_stays_with_its_body():
    pieces = _texts("一、党建\n" + SENTENCE * 10, max_chars=100)
    assert pieces[0].startswith("一、党建\n学校")
    assert max(map(len, pieces)) <= 100


def test_rows_of_a_table_stay_whole():
    rows = [f"第{number}小学 教师{number}0人 学生{number}00人" for number in range(1, 9)]
    pieces = _texts("\n".join(rows), max_chars=60)
    assert [row for piece in pieces for row in piece.split("\n")] == rows


def test_a_sentence_without_any_stop_is_cut_at_the_limit():
    pieces = _texts("教" * 250, max_chars=100)
    assert "".join(pieces) == "教" * 250
    assert max(map(len, pieces)) <= 100
    assert min(map(len, pieces)) >= 25


def test_ids_count_through_the_report():
    sections, passages = _cut("一、党建\n学习理论。\n二、德育\n上好思政课。")
    assert [passage.passage_id for passage in passages] == ["r#0", "r#1"]
    assert [passage.section_id for passage in passages] == [section.section_id for section in sections]


def test_sentences_lie_in_the_passage():
    text = "一、党建\n学习理论。联系实际！"
    (passage,) = _cut(text)[1]
    assert [span.of(text) for span in passage.sentences] == ["一、党建", "学习理论。", "联系实际！"]


def test_too_small_passages_are_refused():
    report = write_report("学习。")
    with pytest.raises(ValueError, match="max_chars must be at least 2, got 1"):
        chunk(report, outline(report), max_chars=1)


def test_embedded_text_names_the_path_and_repeats_no_heading():
    text = "一、党建\n（一）学习\n" + SENTENCE * 10
    sections, passages = _cut(text, 100)
    first, second = (passage_text(text, sections[1], passage) for passage in passages[:2])
    assert first.split("\n")[:2] == ["一、党建", "（一）学习"]
    assert first.count("（一）学习") == 1
    assert second.startswith("一、党建\n（一）学习\n学校")


@settings(deadline=None)
@given(report_texts(), st.integers(2, 400))
def test_passages_hold_every_visible_character_but_lone_headings(text, max_chars):
    report = write_report(text)
    sections = outline(report)
    passages = chunk(report, sections, max_chars=max_chars)
    by_id = {section.section_id: section for section in sections}
    held = [0] * len(text)
    for passage in passages:
        section = by_id[passage.section_id]
        assert section.start <= passage.start < passage.end <= section.end
        assert passage.end - passage.start <= max_chars
        for offset in range(passage.start, passage.end):
            held[offset] += 1
    silent = {section.section_id for section in sections} - {passage.section_id for passage in passages}
    for section in sections:
        visible = [held[offset] for offset in range(section.start, section.end) if not text[offset].isspace()]
        if section.section_id in silent:
            words = text[section.start : section.end].replace(section.heading_path[-1], "", 1)
            assert not any(character.isalnum() for character in words)
        else:
            assert set(visible) == {1}


@settings(deadline=None)
@given(report_texts(), st.integers(50, 400))
def test_sentences_are_in_order_inside_and_complete(text, max_chars):
    for passage in _cut(text, max_chars)[1]:
        position = passage.start
        for span in passage.sentences:
            assert position <= span.start < span.end <= passage.end
            assert not text[position : span.start].strip()
            position = span.end
        assert not text[position : passage.end].strip()


@settings(deadline=None)
@given(st.integers(1, 80), st.integers(100, 400))
def test_no_tail_is_left_over(times, max_chars):
    sizes = [len(piece) for piece in _texts(SENTENCE * times, max_chars)]
    assert sum(sizes) == len(SENTENCE) * times
    assert len(sizes) == 1 or min(sizes) >= max_chars / 4
    assert all(size % len(SENTENCE) == 0 for size in sizes)


@settings(deadline=None)
@given(report_texts(), st.integers(2, 400))
def test_twice_is_the_same(text, max_chars):
    assert _cut(text, max_chars) == _cut(text, max_chars)


def test_material_holds_every_report_and_failure():
    reports = (write_report("一、党建\n学习。", report_id="a"), write_report("二、德育\n上课。", report_id="b"))
    failures = (Failure("c.pdf", "no text"),)
    seen = []
    material = prepare(Corpus(reports, failures), max_chars=400, on_report=seen.append)
    assert (material.reports, material.failures) == (reports, failures)
    assert [passage.passage_id for passage in material.passages] == ["a#0", "b#0"]
    assert [section.section_id for section in material.sections] == ["a/0", "b/0"]
    assert seen == ["a", "b"]
