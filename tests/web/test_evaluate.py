"""The Evaluate tab without Gradio: over the demo reports and an index by the hashing encoder."""

import dataclasses
import json
import os
import threading
import time

import pytest

from errors import EvaluationError
from eval import Fault, GoldKind, RunResult, name_result, read_result, read_results, to_json, write_result
from eval.results import Latency
from eval.shares import Share
from records import Language
from search import SearchOptions
from settings import load_settings
from tests.eval.runs import answer as given
from tests.eval.runs import gold, run_of, text_question
from tests.web.markup import KNOWN, parse, texts
from tests.web.shelf import ATTACK
from web import evaluate_running, evaluate_suites
from web.evaluate_plots import draw
from web.evaluate_progress import render_progress
from web.evaluate_running import ASKING, Evaluator, RunState
from web.evaluate_runs import find_run, list_runs
from web.evaluate_suites import Sort, list_suites, name_run
from web.evaluate_tab import cancel_run, save_run, show_passage, show_progress, show_room, show_run, start_run
from web.evaluate_wanted import legs_of, options_of, read_wanted
from web.evaluate_words import FAULTS, MEANINGS, list_options, name_kind, name_measure, name_system
from web.opening import open_desk
from web.wording import Words

EN = Words(Language.EN)
SVG = {"svg", "g", "path", "defs", "use", "clippath", "rect", "text", "metadata", "style", "tspan"}
OWN = KNOWN | {"form", "h3", "time", "optgroup", "option", "progress", "code", "em"}


@pytest.fixture
def desk(plain_settings, demo_index, tmp_path):
    folders = {"runs": tmp_path / "runs", "suites": tmp_path / "suites", "feedback": tmp_path / "judged.jsonl"}
    return open_desk(load_settings(index=demo_index, cache=tmp_path / "cache", page=folders))


@pytest.fixture
def suites(tmp_path):
    folder = tmp_path / "suites"
    folder.mkdir()
    return folder


@pytest.fixture
def runs(tmp_path):
    folder = tmp_path / "runs"
    folder.mkdir()
    return folder


def write_gold(path, *, report="002_zibo_2022", quote="校长职级制", question_id="q1", question="谁推行校长职级制"):
    line = {
        "id": question_id, "lang": "zh-Hans", "kind": "which_reports", "question": question, "reports": [report],
        "status": {report: "planned"}, "evidence": [{"report": report, "quote": quote}], "answer": "",
        "must_contain": [],
    }  # fmt: skip
    path.write_text(json.dumps(line, ensure_ascii=False) + "\n", encoding="utf-8")


def offered(desk):
    return {one.suite_id: one for one in list_suites(desk)}


def wait_for(evaluator, timeout_s=300):
    deadline = time.monotonic() + timeout_s
    while evaluator.state.is_running:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return evaluator.state


def assert_harmless(html):
    for element in parse(html).iterdescendants():
        assert element.tag in OWN | SVG, element.tag
        assert not [name for name in element.attrib if name.startswith("on") and name != "onsubmit"]
        assert not element.get("href", "").lower().startswith("javascript")


# ---------- which suites there are ----------


def test_files_of_the_folder_are_offered_by_what_they_are(desk, suites):
    write_gold(suites / "own.jsonl")
    (suites / "squad").mkdir()
    (suites / "squad" / "a.json").write_text("{}", encoding="utf-8")
    (suites / "lines.txt").write_text("a\n", encoding="utf-8")
    (suites / "beir").mkdir()
    for name in ("corpus.jsonl", "queries.jsonl", "more.txt"):
        (suites / "beir" / name).write_text("", encoding="utf-8")
    (suites / "notes.md").write_text("", encoding="utf-8")
    (suites / ".hidden.jsonl").write_text("", encoding="utf-8")
    found = offered(desk)
    assert set(found) >= {"demo:demo", "gold:own.jsonl", "squad:squad/a.json", "pairs:lines.txt", "beir:beir"}
    assert not [one for one in found if "notes" in one or "hidden" in one or "more" in one]
    assert found["gold:own.jsonl"].n_questions == 1
    assert found["demo:demo"].n_questions == 79


def test_the_demo_is_run_as_itself_and_other_suites_by_their_files(desk, suites):
    write_gold(suites / "own.jsonl")
    for name in ("en.txt", "zh.txt"):
        (suites / name).write_text("a\n", encoding="utf-8")
    assert name_run(desk, "demo:demo") == "demo"
    assert name_run(desk, "gold:own.jsonl") == f"gold:{suites / 'own.jsonl'}"
    assert name_run(desk, "pairs:en.txt", "pairs:zh.txt") == f"pairs:{suites / 'en.txt'},{suites / 'zh.txt'}"


def test_judged_answers_are_a_suite(desk, tmp_path):
    assert "feedback:judged.jsonl" not in offered(desk)
    write_gold(tmp_path / "judged.jsonl")
    assert offered(desk)["feedback:judged.jsonl"].n_questions == 1
    assert name_run(desk, "feedback:judged.jsonl") == f"gold:{tmp_path / 'judged.jsonl'}"


def test_questions_on_other_reports_and_damaged_files_are_shown_and_not_run(desk, suites):
    write_gold(suites / "elsewhere.jsonl", report="nowhere")
    (suites / "damaged.jsonl").write_text("{\n", encoding="utf-8")
    found = offered(desk)
    assert (found["gold:elsewhere.jsonl"].n_missing, found["gold:elsewhere.jsonl"].can_run) == (1, False)
    assert "is not JSON" in found["gold:damaged.jsonl"].fault
    html = show_room(desk, "en", is_trusted=True)["html"]
    disabled = [one.text_content() for one in parse(html).iter("option") if "disabled" in one.attrib]
    assert "elsewhere.jsonl · one question · one of its reports is not in the index" in disabled
    assert "damaged.jsonl · cannot be read" in disabled


@pytest.mark.parametrize(
    ("suite_id", "second"),
    [
        ("gold:../secret.jsonl", ""),
        ("gold:/etc/passwd", ""),
        ("gold:own.jsonl,/etc/passwd", ""),
        ("gold:linked.jsonl", ""),
        ("gold:deeper/secret.jsonl", ""),
        ("pairs:lines.txt", ""),
        ("pairs:lines.txt", "../secret.txt"),
        ("pairs:lines.txt", "gold:own.jsonl"),
        ("demo", ""),
        ("", ""),
        ("gold:elsewhere.jsonl", ""),
    ],
)
def test_nothing_outside_the_list_can_be_named(desk, suites, tmp_path, suite_id, second):
    write_gold(suites / "own.jsonl")
    write_gold(suites / "elsewhere.jsonl", report="nowhere")
    write_gold(tmp_path / "secret.jsonl")
    (tmp_path / "outside").mkdir()
    write_gold(tmp_path / "outside" / "secret.jsonl")
    (suites / "linked.jsonl").symlink_to(tmp_path / "secret.jsonl")
    (suites / "deeper").symlink_to(tmp_path / "outside")
    (suites / "lines.txt").write_text("a\n", encoding="utf-8")
    (suites / "a,b.txt").write_text("a\n", encoding="utf-8")
    with pytest.raises(EvaluationError, match="choose one of the list"):
        name_run(desk, suite_id, second)
    assert {one.name for one in list_suites(desk) if one.sort in (Sort.PAIRS, Sort.SQUAD)} == {"lines.txt"}


def test_only_so_many_files_are_looked_at(desk, suites, monkeypatch):
    monkeypatch.setattr(evaluate_suites, "MOST_FILES", 3)
    for number in range(6):
        (suites / f"{number}.txt").write_text("", encoding="utf-8")
    assert sum(one.sort is Sort.PAIRS for one in list_suites(desk)) == 3


# ---------- what is wanted ----------


def test_a_run_with_everything_uses_the_whole_search(desk):
    searcher = desk.holdings.answerer.searcher
    wanted = read_wanted(json.dumps({"suite": "demo:demo", "legs": list(legs_of(searcher))}))
    assert options_of(wanted, searcher) == SearchOptions()


def test_parts_are_left_out_as_wanted(desk):
    searcher = desk.holdings.answerer.searcher
    assert legs_of(searcher) == ("hashing:passages", "hashing:sentences", "bm25", "terms")
    wanted = read_wanted(
        '{"suite": "demo:demo", "legs": ["bm25"], "late": false, "centred": false, "scope": false, "collapse": false, '
        '"reranked": 7, "sample": 3, "ablation": true}'
    )
    assert (wanted.sample, wanted.is_ablation) == (3, True)
    assert options_of(wanted, searcher) == SearchOptions(("bm25",), False, False, False, 7, False)


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "{", '{"suite": 1}', '{"suite": "a", "file": "/etc/passwd"}', '{"legs": "bm25"}', '{"sample": 0}',
        '{"sample": true}', '{"sample": "3"}', '{"late": "yes"}', '{"reranked": 100000}', "[" * 100_000,
    ],
)  # fmt: skip
def test_what_is_no_run_is_refused(desk, text):
    told = start_run(Evaluator(desk), text, "en", is_trusted=True)
    assert (told["ok"], told["said"].startswith("found")) == (False, True)


def test_a_search_without_a_leg_and_one_with_an_unknown_one_are_refused(desk):
    evaluator = Evaluator(desk)
    none = start_run(evaluator, '{"suite": "demo:demo", "legs": []}', "en", is_trusted=True)
    assert none["said"] == "found no leg, expected at least one: a search without one finds nothing"
    start_run(evaluator, '{"suite": "demo:demo", "legs": ["e6:passages"]}', "en", is_trusted=True)
    assert "there is no leg e6:passages" in wait_for(evaluator).error


# ---------- running ----------


def test_a_run_is_the_one_of_the_command_line_and_is_kept(desk, tmp_path, demo_result):
    evaluator = Evaluator(desk)
    told = start_run(evaluator, '{"suite": "demo:demo"}', "en", is_trusted=True)
    assert (told["ok"], told["running"], told["number"]) == (True, True, 1)
    state = wait_for(evaluator)
    assert (state.error, state.is_cancelled) == ("", False)
    result = read_result(tmp_path / "runs" / state.result)
    assert result.slices == demo_result.slices
    assert [one.ranks for one in result.questions] == [one.ranks for one in demo_result.questions]
    assert result.options == SearchOptions()
    assert [one.name for one in list_runs(desk)] == [state.result]


def test_an_ablation_and_a_leg_alone_are_run_with_the_options_wanted(desk, tmp_path):
    evaluator = Evaluator(desk)
    start_run(evaluator, '{"suite": "demo:demo", "sample": 4, "legs": ["bm25"]}', "en", is_trusted=True)
    alone = read_result(tmp_path / "runs" / wait_for(evaluator).result)
    assert (alone.options.legs, alone.sample, len(alone.questions)) == (("bm25",), 4, 4)
    start_run(evaluator, '{"suite": "demo:demo", "sample": 4, "ablation": true}', "en", is_trusted=True)
    name = wait_for(evaluator).result
    _, ablations = read_results([tmp_path / "runs" / name])
    (ablation,) = ablations.values()
    assert len(ablation.question_ids) == 4
    html = show_run(desk, name, "", "zh-Hans", is_trusted=False)["html"]
    assert_harmless(html)
    assert "去掉中心化" in html
    assert 'data-take-result="json"' not in html


def test_a_suite_of_texts_brings_its_own_index_by_the_same_encoder(desk, suites, tmp_path):
    for name, lines in (("en.txt", "river\nstar\n"), ("zh.txt", "河流\n星星\n")):
        (suites / name).write_text(lines, encoding="utf-8")
    evaluator = Evaluator(desk)
    start_run(evaluator, '{"suite": "pairs:en.txt", "second": "pairs:zh.txt"}', "en", is_trusted=True)
    state = wait_for(evaluator)
    assert state.error == ""
    result = read_result(tmp_path / "runs" / state.result)
    assert (result.index.encoder, result.index.counts["passages"], result.options.collapses) == ("hashing", 2, False)


class Gate:
    """Lets a run stand at its next step until it is opened."""

    def __init__(self, evaluator, monkeypatch) -> None:
        self.here, self.open = threading.Event(), threading.Event()
        advance = evaluator.advance

        def stand(count=1):
            self.here.set()
            self.open.wait(60)
            advance(count)

        monkeypatch.setattr(evaluator, "advance", stand)


def test_one_run_at_a_time_that_can_be_stopped_while_questions_are_answered(desk, tmp_path, monkeypatch):
    evaluator = Evaluator(desk)
    gate = Gate(evaluator, monkeypatch)
    start_run(evaluator, '{"suite": "demo:demo"}', "en", is_trusted=True)
    assert gate.here.wait(60)
    again = start_run(evaluator, '{"suite": "demo:demo"}', "en", is_trusted=True)
    assert (again["said"], again["number"]) == ("A run is under way already.", 1)
    assert desk.holdings.ask("谁推行校长职级制").findings
    shown = show_progress(evaluator, "en", is_trusted=True)
    assert (shown["running"], "Question 1 of 79" in shown["html"]) == (True, True)
    assert cancel_run(evaluator, "en", is_trusted=True)["running"]
    gate.open.set()
    assert wait_for(evaluator).is_cancelled
    assert not list((tmp_path / "runs").glob("*.json"))
    assert "was cancelled" in show_progress(evaluator, "en", is_trusted=True)["html"]
    monkeypatch.undo()
    start_run(evaluator, '{"suite": "demo:demo", "sample": 2}', "en", is_trusted=True)
    assert wait_for(evaluator).result


def test_who_may_not_change_reports_may_not_run_or_stop(desk):
    evaluator = Evaluator(desk)
    refused = {"ok": False, "said": EN.say("run_refused")}
    assert start_run(evaluator, '{"suite": "demo:demo"}', "en", is_trusted=False) == refused
    assert cancel_run(evaluator, "en", is_trusted=False) == refused
    assert evaluator.state == RunState()
    html = show_room(desk, "en", is_trusted=False)["html"]
    assert "data-run" not in html
    assert EN.html("run_refused") in html


def test_a_suite_that_fails_is_said_and_the_next_one_runs(desk, suites):
    write_gold(suites / "own.jsonl", quote="这句话没有任何报告说过")
    evaluator = Evaluator(desk)
    start_run(evaluator, '{"suite": "gold:own.jsonl"}', "en", is_trusted=True)
    assert "which is not in report 002_zibo_2022" in wait_for(evaluator).error
    assert "The suite could not be run." in show_progress(evaluator, "en", is_trusted=True)["html"]


def test_a_fault_nobody_foresaw_is_told_without_its_details(desk, monkeypatch):
    def break_down(*_: object, **__: object):
        raise RuntimeError("secret")

    monkeypatch.setattr(evaluate_running, "run_suite", break_down)
    evaluator = Evaluator(desk)
    start_run(evaluator, '{"suite": "demo:demo"}', "en", is_trusted=True)
    assert wait_for(evaluator).error == "an unforeseen fault, see the log of the program"


def test_a_folder_that_cannot_be_written_is_said_before_the_work(desk, tmp_path):
    (tmp_path / "runs").write_text("", encoding="utf-8")
    told = start_run(Evaluator(desk), '{"suite": "demo:demo"}', "en", is_trusted=True)
    assert (told["ok"], "cannot be written" in told["said"]) == (False, True)


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ({}, EN.say("stage_begin")),
        ({"stage": ASKING, "done": 11, "total": 84}, "Question 12 of 84"),
        ({"stage": ASKING, "done": 11, "total": 84, "left_s": 41}, "Question 12 of 84 · about 40 s left"),
        ({"stage": ASKING, "done": 11, "total": 84, "left_s": 1.2}, "Question 12 of 84 · about one second left"),
        ({"stage": ASKING, "done": 11, "total": 84, "left_s": 200}, "Question 12 of 84 · about 3 minutes left"),
        ({"stage": ASKING, "done": 84, "total": 84}, "Working out the figures"),
        ({"stage": "Embedding e5", "done": 3, "total": 1000}, f"{EN.say('stage_embedding')}: 3 of 1,000"),
    ],
)
def test_how_far_a_run_is_stands_there_in_words(state, said):
    state = RunState(1, is_running=True, **state)
    html = render_progress(state, EN, may_run=True)
    assert parse(html).find(".//p").text_content() == said
    assert "data-cancel-run" in html
    assert "data-cancel-run" not in render_progress(state, EN, may_run=False)


def test_the_time_that_is_left_is_told_from_the_questions_asked(desk):
    times = iter([100.0, 100.5, 106.0])
    evaluator = Evaluator(desk, clock=lambda: next(times))
    evaluator._state = RunState(1, is_running=True)
    evaluator.stage(ASKING, unit="questions", total=10)
    evaluator.advance(2)
    assert evaluator.state.left_s is None  # after half a second it would be a guess
    assert evaluator.state.left_s == pytest.approx(24)  # 6 s for 2, 8 are left


# ---------- results ----------


FAILING = [
    gold(
        "g1", "which_reports", reports=("002_zibo_2022", "gone"), status={"002_zibo_2022": "planned"},
        quotes=[("002_zibo_2022", "校长职级制改革全面推行")], ranks=(None,),
        measures={"evidence recall@5": (0, 1), "set F1": (0.5, 1)}, given=given({"004_qiqihar_2020": "done"}, ATTACK),
    ),
    gold("g2", "number", reports=("gone",), quotes=[("gone", "七成")], shows=("70%",), ranks=(1,),
         measures={"evidence recall@5": (1, 1), "answer accuracy": (0, 1)},
         given=given({"gone": "done"}, "It says 60%.")),
]  # fmt: skip


def keep(folder, name, questions=FAILING, **more: object):
    result = dataclasses.replace(run_of(questions), **more)
    write_result(result, folder / name)
    return result


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


# ---------- words ----------


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        ("evidence recall@10", "evidence among the first 10"),
        ("recall@1", "right passage among the first 1"),
        ("recall@1 in the other script", "right passage among the first 1, asked in the other script"),
        ("something new", "something new"),
    ],
)
def test_measures_have_words(measure, said):
    assert name_measure(measure, EN) == said


def test_every_fault_kind_and_measure_has_words(demo_result):
    assert set(FAULTS) == set(Fault)
    for kind in GoldKind:
        assert name_kind(kind, EN) != str(kind)
    for figure in demo_result.slices[0].figures:
        assert name_measure(figure.measure, Words(Language.HANS)) != figure.measure or "@" in figure.measure
    assert all(EN.say(key) for key in MEANINGS.values())


@pytest.mark.parametrize(
    ("system", "said"),
    [
        ("full", "everything"),
        ("bm25 alone", "only words in common"),
        ("without e5:sentences", "without meaning of its sentences (e5)"),
        ("without late interaction", "without late interaction"),
        ("without muse", "without muse"),
    ],
)
def test_systems_have_words(system, said):
    assert name_system(system, EN) == said


def test_options_are_told_by_the_fewer_of_what_is_used_and_what_is_not():
    assert list_options(None, "e5", EN) == list_options(SearchOptions(), "e5", EN) == []
    most = SearchOptions(legs=("e5:passages", "e5:sentences", "terms"), is_centred=False)
    assert list_options(most, "e5", EN) == ["without words in common", "without centring"]
    assert list_options(SearchOptions(legs=("bm25", "e5:tokens")), "e5", EN) == ["only words in common"]


def test_results_of_older_programs_have_no_options(runs):
    result = keep(runs, "a.json")
    held = json.loads((runs / "a.json").read_text(encoding="utf-8"))
    del held["options"]
    (runs / "b.json").write_text(json.dumps(held), encoding="utf-8")
    assert read_result(runs / "b.json") == result
    assert isinstance(result, RunResult)
    assert name_result(runs, "gold:a/b.jsonl").name.startswith("gold-b.jsonl-")
    assert result.latency["find"] == Latency(2.0, 4.0)
