"""Results in the Evaluate tab: figures, plots, failures, comparisons, and which files are opened."""

import dataclasses
import json
import os

import pytest

from errors import EvaluationError
from eval import RunResult, name_result, read_result, to_json, write_result
from eval.results import Latency
from eval.shares import Share
from records import Language
from search import SearchOptions
from tests.eval.runs import text_question
from tests.web.evaluating import EN, FAILING, assert_harmless, keep
from tests.web.markup import parse, texts
from tests.web.shelf import ATTACK
from web.evaluate_plots import draw
from web.evaluate_runs import find_run, list_runs
from web.evaluate_tab import save_run, show_passage, show_room, show_run
from web.wording import Words


def test_a_result_shows_figures_slices_plots_and_failures(desk, runs):
    keep(runs, "a.json")
    told = show_run(desk, "a.json", "", "en", is_trusted=True)
    assert told["ok"], told
    assert_harmless(told["html"])
    root = parse(told["html"])
    assert [one.split()[0] for one in texts(root, "figure-of")] == ["0.500", "0.500", "0.000"]
    assert texts(root, "interval")[:2] == [" 0.000 – 1.000", " 0.500 – 0.500"]
    assert len(root.findall(".//svg")) >= 1
    assert [one.get("data-faults") for one in root.find_class("failure")] == [
        "evidence in no single passage|missing report|wrong report", "figure missing",
    ]  # fmt: skip
    assert ATTACK in root.text_content()


def test_a_failure_leads_to_the_passage_and_to_the_question(desk, runs):
    keep(runs, "a.json")
    root = parse(show_run(desk, "a.json", "", "en", is_trusted=True)["html"])
    (again,) = {one.get("data-again") for one in root.find_class("again")} - {"question g2"}
    assert again == "question g1"
    (proof,) = root.xpath("//button[@data-proof]")
    assert proof.get("data-proof") == "002_zibo_2022"
    report = desk.holdings.catalogue.reports["002_zibo_2022"]
    passage = report.text[int(proof.get("data-from")) : int(proof.get("data-to"))]
    assert "校长职级制改革全面推行" in passage
    shown = show_passage(desk, "002_zibo_2022", int(proof.get("data-from")), int(proof.get("data-to")), "en")
    assert "<mark>" in shown
    assert "<mark>" not in show_passage(desk, "002_zibo_2022", "x", None, "en")
    assert "notice" in show_passage(desk, "../../etc/passwd", 0, 1, "en")


def test_runs_of_one_suite_are_compared_question_by_question(desk, runs):
    measures = {**FAILING[0].measures, "evidence recall@5": Share(1, 1)}
    better = [dataclasses.replace(FAILING[0], measures=measures), FAILING[1]]
    keep(runs, "old.json")
    keep(runs, "new.json", better, started="2023-01-01T00:00:00+00:00")
    keep(runs, "other.json", [text_question("q", 1)], suite="squad:x.json", headline="recall@1")
    told = show_run(desk, "new.json", "old.json", "en", is_trusted=True)
    assert_harmless(told["html"])
    root = parse(told["html"])
    (changes,) = root.find_class("changes")
    assert "One question became better" in changes.text_content()
    rows = [[cell.text_content() for cell in row] for row in changes.find(".//tbody")]
    assert rows[0][:4] == ["evidence among the first 5", "0.500", "1.000", "+0.500"]
    choices = [one.get("value") for one in root.find_class("against")[0].iter("option")]
    assert choices == ["", "old.json"]
    strange = show_run(desk, "new.json", "other.json", "en", is_trusted=True)
    assert (strange["ok"], "do not ask the same questions" in strange["said"]) == (False, True)


def test_results_are_listed_the_newest_first_with_what_cannot_be_read(desk, runs):
    keep(runs, "old.json", started="2022-01-01T00:00:00+00:00")
    keep(runs, "new.json", started="2023-01-01T00:00:00+00:00", options=SearchOptions(legs=("bm25",)))
    (runs / "damaged.json").write_text("{", encoding="utf-8")
    (runs / f"{'x' * 20}.json").write_text(json.dumps({"layout": 99, "suite": ATTACK}), encoding="utf-8")
    html = show_room(desk, "en", is_trusted=True)["html"]
    assert_harmless(html.replace(' onsubmit="return false"', ""))
    root = parse(html)
    assert [one.get("data-result") for one in root.xpath("//a[@data-result]")] == ["new.json", "old.json"]
    assert texts(root, "used")[1:] == ["hashing · only words in common", "hashing"]
    assert len(root.find_class("unread")[0].findall(".//li")) == 2


def test_a_result_written_anew_is_read_anew(desk, runs):
    keep(runs, "a.json")
    assert list_runs(desk)[0].n_questions == 2
    keep(runs, "a.json", FAILING[:1])
    os.utime(runs / "a.json", ns=(1, 1))
    assert list_runs(desk)[0].n_questions == 1


@pytest.mark.parametrize("name", ["../judged.jsonl", "/etc/passwd", "", "nested/a.json", "link.json", "a"])
def test_no_other_file_is_opened_as_a_result(desk, runs, tmp_path, name):
    keep(runs, "a.json")
    (runs / "nested").mkdir()
    keep(runs / "nested", "a.json")
    keep(tmp_path, "outside.json")
    (runs / "link.json").symlink_to(tmp_path / "outside.json")
    with pytest.raises(EvaluationError, match="is not in the folder of results"):
        find_run(desk, name)
    for told in (show_run(desk, name, "", "en", is_trusted=True), save_run(desk, name, "html", "en", is_trusted=True)):
        assert (told["ok"], str(tmp_path) in str(told)) == (False, False)


def test_the_json_is_for_those_who_may_and_the_report_for_all(desk, runs):
    result = keep(runs, "a.json")
    told = save_run(desk, "a.json", "json", "en", is_trusted=True)
    assert json.loads(told["text"]) == to_json(result)
    assert save_run(desk, "a.json", "json", "en", is_trusted=False) == {"ok": False, "said": EN.say("run_refused")}
    report = save_run(desk, "a.json", "html", "en", is_trusted=False)["text"]
    assert report.startswith("<!doctype html>")
    assert "<script" not in report
    assert "folder/index" not in report


@pytest.mark.parametrize("language", Language)
def test_a_whole_run_is_shown_in_every_language(desk, runs, demo_result, language):
    write_result(demo_result, runs / "demo.json")
    told = show_run(desk, "demo.json", "demo.json", language, is_trusted=True)
    assert_harmless(told["html"])
    words = Words(language)
    for slice_ in ("language", "kind", "script", "report", "level", "place"):
        assert words.html(f"by_{slice_}") in told["html"]
    assert [one.text_content() for one in parse(told["html"]).find_class("trial")[0].findall(".//h1")] == [
        words.say("suite_demo")
    ]


def test_plots_are_drawn_with_the_words_of_the_page(demo_result):
    plots = draw(demo_result, Words(Language.HANS))
    assert set(plots) >= {"recall", "latency"}
    assert "查看的段落数" in plots["recall"]
    assert "检索合计" in plots["latency"]
    assert 'aria-label="正确段落出现的早晚' in plots["recall"]
    assert "passages" not in plots["recall"]
    assert "passages looked at" in draw(demo_result, EN)["recall"]


def test_results_of_older_programs_have_no_options(runs):
    result = keep(runs, "a.json")
    held = json.loads((runs / "a.json").read_text(encoding="utf-8"))
    del held["options"]
    (runs / "b.json").write_text(json.dumps(held), encoding="utf-8")
    assert read_result(runs / "b.json") == result
    assert isinstance(result, RunResult)
    assert name_result(runs, "gold:a/b.jsonl").name.startswith("gold-b.jsonl-")
    assert result.latency["find"] == Latency(2.0, 4.0)
