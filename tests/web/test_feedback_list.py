"""The judged answers on the Evaluate tab: who sees them, what is shown, removed and taken along."""

import json

import pytest

from eval import list_judgements
from records import Language
from settings import load_settings
from tests.web.evaluating import assert_harmless, write_gold
from tests.web.markup import parse, texts
from tests.web.shelf import ATTACK, CATALOGUE, answer
from web.desk import Desk, Holdings
from web.evaluate_tab import show_room
from web.feedback import feedback_file
from web.feedback_list import MOST_SHOWN, drop_judged, save_judged, show_judged
from web.wording import Words

EN, HANS, HANT = (Words(language) for language in Language)
WRONG = {
    "id": "judged-1", "question": f"谁推行{ATTACK}", "verdict": "wrong", "blames": ["wrong_figure", "other"],
    "because": f"七成{ATTACK}", "who": ATTACK, "when": "2026-01-02T03:04:05+00:00",
}  # fmt: skip
RIGHT = {"id": "judged-2", "question": "=HYPERLINK(1)", "verdict": "right"}


@pytest.fixture
def desk(plain_settings, tmp_path):
    return Desk(Holdings(answer, CATALOGUE), settings=load_settings(index=tmp_path / "index"))


@pytest.fixture
def kept(desk):
    path = feedback_file(desk.settings)
    lines = [json.dumps(WRONG, ensure_ascii=False), "damaged", json.dumps(RIGHT)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("words", "verdicts", "reasons", "damaged"),
    [
        (EN, ["✓ right", "✕ wrong"], "the figure is wrong · something else", "Line 2 of the file is no judged answer."),
        (HANS, ["✓ 正确", "✕ 有误"], "数字不对 · 其他", "文件第2行不是评判记录。"),
        (HANT, ["✓ 正確", "✕ 有誤"], "數字不對 · 其他", "檔案第2行不是評判紀錄。"),
    ],
    ids=["en", "hans", "hant"],
)
def test_the_latest_comes_first_with_verdict_reasons_and_time(desk, kept, words, verdicts, reasons, damaged):
    html = show_judged(desk, words)
    assert_harmless(html)
    root = parse(html)
    found = texts(root, "verdict")
    assert [found[0], found[2]] == verdicts
    assert found[1].startswith(damaged)
    assert texts(root, "asked") == ["=HYPERLINK(1)", WRONG["question"]]
    assert texts(root, "reasons") == [f"{reasons} · {WRONG['because']}"]
    assert [one.get("datetime") for one in root.iter("time")] == [WRONG["when"]]
    assert [one.get("data-again") for one in root.iter("a")] == ["=HYPERLINK(1)", WRONG["question"]]


def test_nothing_is_removed_without_a_second_click(desk, kept):
    root = parse(show_judged(desk, EN))
    for sure in root.find_class("sure"):
        assert sure.get("hidden") is not None
        assert [one.get("data-judged-drop") is not None for one in sure.iter("button")] == [True, False]


def test_one_is_removed_and_the_others_stay(desk, kept):
    mark = list_judgements(kept)[0].mark
    told = drop_judged(desk, mark, "en", is_trusted=True)
    assert (told["ok"], told["said"]) == (True, "Removed.")
    assert texts(parse(told["html"]), "asked") == ["=HYPERLINK(1)"]
    assert kept.read_text(encoding="utf-8") == f"damaged\n{json.dumps(RIGHT)}\n"


def test_with_one_removed_come_the_suites_as_they_are_now(desk):
    path = feedback_file(desk.settings)
    write_gold(path, report=next(iter(CATALOGUE.reports)))
    line = path.read_text(encoding="utf-8")
    path.write_text(line.replace('"q1"', '"q2"') + line, encoding="utf-8")
    for left in (["读者评判过的回答 · 1个问题"], []):
        told = drop_judged(desk, list_judgements(path)[0].mark, "zh-Hans", is_trusted=True)
        shown = parse(f"<select>{told['suites']}</select>").xpath("//option[@data-sort='feedback']")
        assert [one.text_content() for one in shown] == left


@pytest.mark.parametrize(("language", "said"), [("en", "Nothing was removed"), ("zh-Hant", "未刪除")])
def test_one_that_changed_meanwhile_stays_and_the_list_is_shown_anew(desk, kept, language, said):
    mark = list_judgements(kept)[2].mark
    kept.write_text(json.dumps(RIGHT | {"because": "new"}) + "\n", encoding="utf-8")
    told = drop_judged(desk, mark, language, is_trusted=True)
    assert not told["ok"]
    assert told["said"].startswith(said)
    assert texts(parse(told["html"]), "reasons") == ["new"]


def test_without_judgements_it_says_how_they_come(desk):
    root = parse(show_judged(desk, EN))
    assert texts(root, "hint") == ["None yet. An answer is judged right or wrong in the line under it."]
    assert root.find(".//button") is None


def test_a_file_that_is_no_text_is_told(desk):
    feedback_file(desk.settings).write_bytes(b"\xff")
    root = parse(show_judged(desk, HANS))
    assert texts(root, "note") == ["无法读取评判文件。 byte 0 is not UTF-8; save the file as UTF-8"]


def test_only_the_latest_of_very_many_are_shown(desk):
    lines = [json.dumps(RIGHT | {"question": f"q{number}"}) for number in range(MOST_SHOWN + 3)]
    feedback_file(desk.settings).write_text("\n".join(lines), encoding="utf-8")
    root = parse(show_judged(desk, EN))
    assert texts(root, "asked")[0] == f"q{MOST_SHOWN + 2}"
    assert len(texts(root, "asked")) == MOST_SHOWN
    assert texts(root, "hint") == ["3 more are in the file."]


def test_the_file_is_taken_along_as_it_is(desk, kept):
    told = save_judged(desk, "en", is_trusted=True)
    assert (told["name"], told["text"]) == ("index.feedback.jsonl", kept.read_text(encoding="utf-8"))


def test_who_may_not_run_suites_sees_and_removes_nothing(desk, kept):
    before = kept.read_text(encoding="utf-8")
    assert not drop_judged(desk, list_judgements(kept)[0].mark, "en", is_trusted=False)["ok"]
    assert set(save_judged(desk, "en", is_trusted=False)) == {"ok", "said"}
    assert 'id="judged"' not in show_room(desk, "en", is_trusted=False)["html"]
    assert kept.read_text(encoding="utf-8") == before
