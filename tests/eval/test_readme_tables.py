"""What README.md says was measured, against the files that say it."""

import dataclasses
import json
import re
from pathlib import Path

import pytest

from errors import EvaluationError
from eval.ablation import Change
from eval.plan import Entry, Work, choose_entries, read_plan
from eval.readme import fill_page, read_measured
from eval.reliability import measure_reliability
from eval.shares import Figure
from eval.suites import find_suite
from eval.summaries import (
    AblationSummary,
    RunSummary,
    SystemSummary,
    read_summary,
    summarise_run,
    write_summary,
)
from eval.systems import Role
from records import Language
from tests.eval.runs import answer, gold, run_of, text_question

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
SUMMARIES = sorted((ROOT / "eval/results").iterdir())
TABLES = ("figures", "parts", "probabilities", "speed")
PAGE = "".join(f"# {name}\n\n<!-- measured {name}: x -->\nold\n<!-- /measured {name} -->\n" for name in TABLES)


def entry(name, work="run", measures=("recall@1",)):
    return Entry(name=name, what=f"set {name}", work=Work(work), suite="demo", measures=measures)


def strings(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)
    elif isinstance(value, str):
        yield value


# ---------- what is in the repository ----------


def test_readme_shows_what_the_summaries_hold():
    page = README.read_text(encoding="utf-8")
    assert fill_page(page, read_measured(read_plan()), source="README.md") == page, "run `make docs`"


@pytest.mark.parametrize("path", SUMMARIES, ids=[path.name for path in SUMMARIES])
def test_a_kept_summary_is_in_the_plan_and_holds_neither_text_nor_path(path):
    assert path.stem in {one.name for one in read_plan()}
    assert isinstance(read_summary(path), RunSummary | AblationSummary)
    told = list(strings(json.loads(path.read_text(encoding="utf-8"))))
    assert [words for words in told if re.search(r"[/\\\u3400-\u9fff]", words) or len(words) > 80] == []
    assert path.stat().st_size < 30_000


@pytest.mark.parametrize("planned", read_plan(), ids=lambda one: one.name)
def test_the_plan_names_suites_that_exist_and_shows_something(planned):
    suite = find_suite(planned.suite_over(Path("data")))
    assert not (suite.makes_index and planned.corpus)
    assert (planned.work is Work.RUN) == bool(planned.measures)
    assert "{" not in planned.suite_over(Path("data")) + str(planned.corpus_over(Path("data")))


# ---------- how it is made ----------


def test_a_summary_keeps_figures_and_leaves_out_texts_folders_and_reports(tmp_path):
    question = gold(
        "g1",
        "number",
        reports=("jia",),
        quotes=[("jia", "校长职级制")],
        ranks=(1,),
        measures={"evidence recall@5": (1, 3)},
        given=answer({"jia": "done"}),
    )
    question = dataclasses.replace(question, groups={"report": ("jia",)})
    summary = summarise_run(run_of([question]))
    assert [(one.by, one.name) for one in summary.slices] == [("all", ""), ("language", "en")]
    assert summary.slices[0].figures == (Figure("evidence recall@5", 0.3333, 3, 0.3333, 0.3333),)
    assert summary.origin.suite == "gold:gold.jsonl"
    write_summary(summary, tmp_path / "one.json")
    text = (tmp_path / "one.json").read_text(encoding="utf-8")
    assert not [words for words in ("question g1", "校长", "It says", "folder", "some/where") if words in text]
    assert read_summary(tmp_path / "one.json") == summary


def test_tables_say_what_was_measured_and_what_was_not(tmp_path):
    questions = [text_question(f"q{n}", 1 if n < 3 else None) for n in range(4)]
    run = summarise_run(
        run_of(
            questions,
            suite="squad:a/b.json",
            headline="recall@1",
            reliability=(measure_reliability([0.5, 1.0], [True, True], depth=10),),
        )
    )
    change = Change(-0.25, -0.5, 0.125, 0.01)
    systems = (
        SystemSummary("full", Role.FULL, Figure("recall@1", 0.75, 4, 0.25, 1.0), None, {}),
        SystemSummary("bm25 alone", Role.ALONE, Figure("recall@1", 0.5, 4), change, {Language.EN: change}),
    )
    ablation = AblationSummary(1, run.origin, "recall@1", 1234, systems)
    measured = [(entry("a"), run), (entry("b"), None), (entry("c", "ablate", ()), ablation)]
    page = fill_page(PAGE, measured, source="page")
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in page.splitlines() if line[:1] == "|"]
    (figure,) = (row for row in rows if row[0] == "set a" and len(row) == 5 and "recall" in row[2])
    assert figure == ["set a", "4", figure[2], "", "`eval run squad:b.json`"]
    assert re.fullmatch(r"recall@1 0\.750 \(0\.\d{3} to 1\.000\)", figure[2])
    assert ["set b", "", "not measured", "", ""] in rows
    assert ["system", "set c: recall@1, n 1,234"] in rows
    assert ["full", "0.750 (0.250 to 1.000)"] in rows
    assert ["bm25 alone", "**-0.250 (-0.500 to 0.125)**"] in rows
    # Squares of 0.5 and 0; hits were always right, so that saying so costs nothing.
    assert ["set a", "the first 10", "2", "0.125", "0.000", "0.250"] in rows
    assert ["set a", "3", "2 / 4", ""] in rows
    assert "old" not in page
    assert fill_page(page, measured, source="page") == page


@pytest.mark.parametrize(
    ("page", "count"), [(PAGE.replace("measured speed", "else"), 0), (PAGE + PAGE.partition("# speed")[2], 2)]
)
def test_a_page_without_a_place_for_a_table_is_refused(page, count):
    with pytest.raises(EvaluationError) as caught:
        fill_page(page, [], source="page.md")
    expected = "expected one: <!-- measured speed: … --> to <!-- /measured speed -->"
    assert str(caught.value) == f"page.md: has {count} places for the table speed, {expected}"


def test_a_name_that_is_not_planned_is_refused():
    plan = (entry("a"), entry("b"))
    assert choose_entries(plan, []) == plan
    assert choose_entries(plan, ["b"]) == plan[1:]
    with pytest.raises(EvaluationError, match="name c: is not in the plan; expected one of a, b"):
        choose_entries(plan, ["c"])


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('[{"name": "a"}]', "has no field 0.what; expected a list of entries"),
        (json.dumps([entry("a").model_dump(mode="json")] * 2), "has a twice; every name must be unique"),
    ],
)
def test_a_plan_that_is_not_valid_is_refused(tmp_path, content, reason):
    path = tmp_path / "plan.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(EvaluationError) as caught:
        read_plan(path)
    assert str(caught.value) == f"{path}: {reason}"


# ---------- the commands ----------


def test_publish_measures_and_tables_shows_it(evaluate, workplace, monkeypatch):
    monkeypatch.setattr("eval.plan.FOLDER", workplace / "results")
    before = (ROOT / "eval/results/demo.json").stat().st_mtime_ns
    done = evaluate("publish", "demo")
    assert done.exit_code == 0, done.stderr
    assert (ROOT / "eval/results/demo.json").stat().st_mtime_ns == before
    assert read_summary(workplace / "results/demo.json").origin.encoder == "hashing"
    (workplace / "page.md").write_text(PAGE, encoding="utf-8")
    assert evaluate("tables", "--page", "page.md").stderr == "page.md is written anew\n"
    assert evaluate("tables", "--page", "page.md").stderr == "page.md is as it was\n"
    assert "| questions over the demo corpus | 64 | evidence recall@5 0." in Path("page.md").read_text(encoding="utf-8")
    assert evaluate("failures", "runs/demo.json", "--worst", "1").exit_code == 0


def test_publish_names_what_it_cannot_measure_and_goes_on(evaluate, workplace, monkeypatch):
    monkeypatch.setattr("eval.plan.FOLDER", workplace / "results")
    done = evaluate("publish", "cmrc", "drcd", "--data", "nowhere")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.splitlines() == [
        "measuring cmrc",
        "cmrc: nowhere/benchmarks/cmrc2018_dev.json: no such file; check the path",
        "measuring drcd",
        "drcd: nowhere/benchmarks/drcd_dev.json: no such file; check the path",
        "error: 2 of 2 could not be measured (cmrc, drcd); their summaries are as before",
    ]
