"""The gate: what counts as a fall, the file of floors, and the floors themselves."""

import dataclasses

import pytest

from errors import EvaluationError
from eval import RunResult, run_suite
from eval.gate import Fall, Floor, find_falls, read_floors, renew_floor, write_floors
from eval.results import Slice
from eval.shares import Figure
from eval.tasks import Request
from indexer import Silent
from settings import load_settings
from tests.eval.test_compare import make_run
from tests.eval.test_text_suites import APPLES, RIVERS, write_squad

MEASURE = "evidence recall@5"
FLOORS = {floor.encoder: floor for floor in read_floors()}


def make_result(value: float | None, english: float | None = 0.5, count: int = 20) -> RunResult:
    slices = (
        Slice("all", "", count, (Figure(MEASURE, value, count), Figure("nDCG@10", 0.1, count))),
        Slice("language", "en", 10, (Figure(MEASURE, english, 10),)),
        Slice("kind", "fact", 10, (Figure(MEASURE, 0.3, 10),)),
    )
    return dataclasses.replace(make_run([1, 0], "demo"), slices=slices)


def make_floor(value: float, *, allowed: int = 0) -> Floor:
    return Floor("demo", "hashing", allowed, {"all": {MEASURE: value}, "en": {MEASURE: 0.5}})


@pytest.mark.parametrize(
    ("found", "allowed", "falls"),
    [
        (0.80, 0, 0),
        (0.81, 0, 0),
        (0.75, 0, 1),
        # Of 20 questions one is worth 0.05: one may be lost, two may not.
        (0.75, 1, 0),
        (0.70, 1, 1),
        (None, 1, 1),
    ],
)
def test_a_figure_below_its_floor_by_more_than_is_allowed_fell(found, allowed, falls):
    assert len(find_falls(make_result(found), make_floor(0.8, allowed=allowed))) == falls


def test_a_fall_says_what_fell_and_by_how_much():
    first, second = find_falls(make_result(0.75, english=0.4), make_floor(0.8))
    assert first == Fall("all", MEASURE, 0.8, 0.75, 20)
    assert str(first) == "evidence recall@5 of all fell from 0.800 to 0.750 (20)"
    assert str(second) == "evidence recall@5 of en fell from 0.500 to 0.400 (10)"
    (third,) = find_falls(make_result(None), make_floor(0.8))
    assert str(third) == "evidence recall@5 of all fell from 0.800 to nothing (20)"


def test_what_a_run_does_not_have_cannot_pass():
    with pytest.raises(EvaluationError) as caught:
        find_falls(make_result(0.8), Floor("demo", "hashing", 0, {"zh-Hant": {MEASURE: 0.5}}))
    assert str(caught.value) == (
        f"suite demo: has no {MEASURE} of zh-Hant; if that is meant, renew the floors: `python -m eval gate --renew`"
    )


@pytest.mark.parametrize("value", [0.8, 2 / 3, 0.12349, 1.0, 0.0])
def test_a_run_passes_the_floor_it_sets(value):
    result = make_result(value)
    floor = renew_floor(result, Floor("demo", "hashing", 0, {}))
    assert list(floor.figures) == ["all", "en"]
    assert list(floor.figures["all"]) == [MEASURE]
    assert find_falls(result, floor) == ()


def test_only_the_figures_that_are_held_are_renewed():
    held = Floor("demo", "bundled", 1, {"all": {"nDCG@10": 0.9}})
    assert renew_floor(make_result(0.8), held) == Floor("demo", "bundled", 1, {"all": {"nDCG@10": 0.1}})


def test_floors_come_back_from_their_file(tmp_path):
    floors = (make_floor(0.8), make_floor(0.25, allowed=1))
    write_floors(floors, tmp_path / "gate.json")
    assert read_floors(tmp_path / "gate.json") == floors
    (tmp_path / "gate.json").write_text("{}", encoding="utf-8")
    with pytest.raises(EvaluationError, match="expected a file that `python -m eval gate --renew` wrote"):
        read_floors(tmp_path / "gate.json")


def test_the_command_renews_holds_and_names_what_fell(evaluate, workplace):
    write_squad(workplace / "set.json", {APPLES: {"1": APPLES}, RIVERS: {"2": APPLES}})
    write_floors([Floor("squad:set.json", "hashing", 0, {})], workplace / "gate.json")
    done = evaluate("gate", "--renew", "--file", "gate.json")
    assert (done.exit_code, done.stdout) == (0, "")
    (floor,) = read_floors(workplace / "gate.json")
    # The second question is on another paragraph than it asks for: second of two.
    assert floor.figures["all"] == {"MRR@10": 0.75}
    done = evaluate("gate", "--file", "gate.json")
    assert (done.exit_code, done.stdout) == (0, "none of 1 figures fell\n")
    write_floors([dataclasses.replace(floor, figures={"all": {"MRR@10": 0.8}})], workplace / "gate.json")
    done = evaluate("gate", "--file", "gate.json")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1] == (
        "error: gate: MRR@10 of all fell from 0.800 to 0.750 (2) with hashing; "
        "mend it, or if it is meant renew the floors: `python -m eval gate --renew`"
    )


def test_no_figure_of_the_demo_suite_fell_with_the_hashing_encoder(demo_result):
    # Without meaning, as English questions are to the hashing encoder, a figure holds nothing.
    assert len(FLOORS["hashing"].figures["all"]) >= 8
    assert "en" not in FLOORS["hashing"].figures
    assert [str(fall) for fall in find_falls(demo_result, FLOORS["hashing"])] == []


@pytest.mark.slow
def test_no_figure_of_the_demo_suite_fell_with_the_bundled_encoders(real_demo_index):
    assert len(FLOORS["bundled"].figures["all"]) >= 8
    settings = load_settings(index=real_demo_index)
    result = run_suite("demo", Request("", settings, Silent(), index=real_demo_index))
    assert [str(fall) for fall in find_falls(result, FLOORS["bundled"])] == []
