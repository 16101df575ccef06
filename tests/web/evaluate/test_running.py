"""Runs from the Evaluate tab: one at a time, watched, stopped, and kept as the command line's are."""

import threading

import pytest

from eval import read_result, read_results
from search import SearchOptions
from tests.web.evaluating import EN, assert_harmless, write_gold
from tests.web.markup import parse
from tests.web.waiting import wait_for
from web import evaluate_running
from web.evaluate_progress import render_progress
from web.evaluate_running import ASKING, Evaluator, RunState
from web.evaluate_runs import list_runs
from web.evaluate_tab import cancel_run, show_progress, show_room, show_run, start_run


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
