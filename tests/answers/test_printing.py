"""An answer as text and as CSV, whole, around hand-made findings."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from answers import answer_to_csv, answer_to_text
from answers.printing import CSV_COLUMNS, guard_cell
from records import Failure, Language
from tests.answers.shelf import DONE, PLANNED, SILENT, UNREADABLE, YUNXI, cite, make_answer


def test_the_text_is_answer_table_and_coverage():
    assert answer_to_text(make_answer(PLANNED, DONE, SILENT, unreadable=(UNREADABLE,))) == (
        "The words.\n"
        "\n"
        "place               year              status   confidence  figures\n"
        "Yunxi               2022              planned  0.93        70%, 12辆\n"
        "    [1] “推行校车,覆盖70%。”\n"
        "    [2] “增加校车12辆。”\n"
        "Beilong (inferred)  2021, first half  done     0.80        –\n"
        "    [3] “校車已开通xx辆。”\n"
        "\n"
        "Reports looked at: 3. Saying so: 2. Silent: 1 (an anonymised district year masked).\n"
        "One file could not be read.\n"
        "  scan.pdf: a PDF without text: run OCR first"
    )


def test_columns_of_chinese_stand_under_each_other():
    assert answer_to_text(make_answer(PLANNED, DONE, language=Language.HANT)) == (
        "The words.\n"
        "\n"
        "地點            年份          狀態  可信度  數字\n"
        "雲溪市          2022年        計畫  0.93    70%、12辆\n"
        "    [1] “推行校车,覆盖70%。”\n"
        "    [2] “增加校车12辆。”\n"
        "北龍市（推斷）  2021年上半年  已做  0.80    –\n"
        "    [3] “校車已开通xx辆。”\n"
        "\n"
        "查看報告2份：提到的2份，沒有提到的0份。"
    )


def test_an_answer_that_looked_at_nothing_is_its_words_alone():
    assert answer_to_text(make_answer()) == "The words."


def test_many_silent_reports_are_cut_short():
    line = answer_to_text(make_answer(*[SILENT] * 21)).splitlines()[-1]
    assert line.startswith("Reports looked at: 21. Saying so: 0. Silent: 21 (an anonymised district year masked; ")
    assert line.endswith("; …).")
    assert line.count("; ") == 20


def test_control_characters_of_a_report_do_not_reach_the_terminal():
    report = replace(YUNXI, text="校车\x1b[31m\u202e。")
    finding = replace(PLANNED, report=report, citations=(cite(report, report.text),), figures=())
    answer = make_answer(finding, unreadable=(Failure("\x07.pdf", "bad"),))
    assert "    [1] “校车\ufffd[31m\ufffd。”\n" in answer_to_text(answer)
    assert not set(answer_to_text(answer)) & {"\x1b", "\u202e", "\x07"}


def test_csv_is_one_row_a_finding():
    written = answer_to_csv(make_answer(PLANNED, SILENT))
    assert written == (
        "report_id,place,place_en,year,supported,stance,confidence,figures,quote,heading_path,start,end,source,link,aside\n"
        'yunxi,云溪市,Yunxi,2022,true,planned,0.93,70%; 12辆,"推行校车,覆盖70%。",一、交通 > 1.校车,0,11,'
        "yunxi.txt,https://example.org/1,none\n"
        "hidden,,,,false,none,0.125,,加强食堂管理。,二、食堂,0,7,hidden.txt,,none\n"
    )


def test_csv_of_a_finding_without_a_quote_has_empty_cells():
    (row,) = csv.DictReader(io.StringIO(answer_to_csv(make_answer(replace(SILENT, citations=())))))
    assert (row["quote"], row["heading_path"], row["start"], row["end"]) == ("", "", "", "")


def test_csv_of_no_findings_is_its_header():
    assert answer_to_csv(make_answer()) == ",".join(CSV_COLUMNS) + "\n"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"])
def test_no_cell_is_a_formula(sign):
    attack = f'{sign}cmd|" /C calc"!A0'
    report = replace(YUNXI, report_id=attack, text=attack, source=attack, link=attack)
    finding = replace(PLANNED, report=report, citations=(cite(report, attack, attack),), figures=(attack,))
    written = answer_to_csv(make_answer(finding))
    (row,) = csv.DictReader(io.StringIO(written, newline=""))
    guarded = f"'{attack}"
    assert [row[column] for column in ("report_id", "quote", "heading_path", "figures", "source", "link")] == [
        guarded
    ] * 6


@pytest.mark.parametrize("text", ["", "70%", "校车=12辆", "1-2", "'=1"])
def test_a_harmless_cell_stays_as_it_is(text):
    assert guard_cell(text) == text
