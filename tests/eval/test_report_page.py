"""The page of results: whole by itself, everything escaped, nothing left out without a word."""

import dataclasses
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from eval import write_result
from eval.ablation import AblationResult, Change, SystemResult, write_ablation
from eval.reliability import measure_reliability
from eval.report.matrix import STEPS, make_ablation_matrix, make_matrix, to_cell
from eval.report.page import make_page
from eval.shares import Share, summarise
from eval.systems import Role
from records import Language
from search import SearchOptions
from tests.eval.runs import INDEX, WHERE, answer, gold, run_of, text_question

EVIL = '<script>alert("1")</script>&<img src=x onerror=alert(2)>'
VOID = {"meta", "br", "img", "link", "input", "hr", "path", "use", "rect"}


class Tags(HTMLParser):
    """What a page is made of, and whether every element is closed."""

    def __init__(self, page) -> None:
        super().__init__()
        self.names, self.attributes, self.open, self.wrong, self.ids = [], [], [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.names.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self.ids += [value for name, value in attrs if name == "id"]
        if tag not in VOID - {"path", "use", "rect"}:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if self.open and self.open[-1] == tag:
            self.open.pop()

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def make_ablation(questions=2):
    rows = ({"recall@1": Share(1, 1)},) * questions
    figures = summarise(["recall@1"], rows)
    change = Change(-0.25, -0.5, 0.0, 0.03)
    systems = (
        SystemResult("full", Role.FULL, SearchOptions(), figures, None, {}, rows),
        SystemResult("without bm25", Role.WITHOUT, SearchOptions(), figures, change, {Language.EN: change}, rows),
        SystemResult("bm25 alone", Role.ALONE, SearchOptions(), figures, change, {Language.EN: change}, rows),
    )
    ids, languages = tuple(f"q{n}" for n in range(questions)), (Language.EN,) * questions
    return AblationResult(
        1,
        "squad:some/where/set.json",
        "recall@1",
        "2022-12-01",
        1.0,
        WHERE,
        {},
        INDEX,
        (),
        None,
        ids,
        languages,
        systems,
    )


@pytest.fixture(scope="module")
def runs():
    reliability = (measure_reliability([0.9, 0.2], [True, False], depth=1),)
    wrong = gold(
        "g1",
        "which_reports",
        reports=("jia",),
        status={"jia": "done"},
        quotes=[("jia", "校长职级制")],
        ranks=(3,),
        measures={"evidence recall@5": (1, 1), "set F1": (0, 1)},
        given=answer({"yi": "planned"}, text=EVIL),
    )
    right = gold("g2", "unanswerable", measures={"abstention recall": (1, 1)}, given=answer())
    return {
        "first": run_of([wrong, right], reliability=reliability),
        "second": run_of([wrong, right]),
        "texts": run_of([text_question("q1", 3, question=EVIL)], suite="squad:a/set.json", headline="recall@1"),
    }


@pytest.fixture(scope="module")
def page(runs):
    return make_page(runs, {"parts": make_ablation()})


def test_the_page_is_whole_by_itself(page):
    tags = Tags(page)
    assert (tags.wrong, tags.open) == ([], [])
    assert not {"script", "link", "img", "iframe", "object"} & set(tags.names)
    loading = [value for _, name, value in tags.attributes if name in ("src", "href", "xlink:href", "action", "data")]
    assert [value for value in loading if not value.startswith("#")] == []
    assert not re.search(r"@import|@font-face|url\((?!#)", page)
    assert len(tags.ids) == len(set(tags.ids))
    targets = {value[1:] for value in loading} | set(re.findall(r"url\(#([^)]*)\)", page))
    assert targets <= set(tags.ids)


def test_whatever_comes_from_results_is_escaped(page):
    assert "&lt;script&gt;" in page
    assert not [name for _, name, _ in Tags(page).attributes if name.startswith("on")]


def test_what_names_systems_and_suites_is_escaped_in_plots_too(runs):
    page = make_page({EVIL: runs["first"], "$x$ 甲市": runs["second"]})
    tags = Tags(page)
    assert "script" not in tags.names
    assert not [name for _, name, _ in tags.attributes if name.startswith("on")]
    assert re.search(r"<text[^>]*>\$x\$ 甲市</text>", page)


def test_plots_have_text_that_is_text_and_colours_of_the_page(page):
    plots = re.findall(r"<svg .*?</svg>", page, re.DOTALL)
    # Recall, latency and reliability of the first suite, latency and recall of the second, two of the ablation.
    assert len(plots) == 7
    for plot in plots:
        assert "<text" in plot
        assert re.search(r'role="img" aria-label="[^"]', plot)
        assert not re.search(r"#[0-9a-f]{6}\b", plot)
        assert "font-family" not in plot
    variables = set(re.findall(r"var\((--[\w-]+)\)", page))
    assert variables <= set(re.findall(r"(--[\w-]+):", page))


def test_a_page_is_the_same_every_time(runs, page):
    assert make_page(runs, {"parts": make_ablation()}) == page


def test_suites_are_named_without_folders_and_runs_of_one_suite_stand_together(page):
    assert re.findall(r"<h2>(.*?) <small>", page) == ["gold:gold.jsonl", "squad:set.json", "Parts of the search"]
    assert "some/where" not in page
    assert "folder/" not in page
    assert re.findall(r"<summary>(.*?) <small>against (.*?)</small>", page) == [("second", "first")]


def test_scores_have_a_shade_and_a_number(runs):
    matrix = make_matrix({"a": runs["first"], "b": runs["second"]}, most=10)
    assert matrix.scores == ("evidence recall@5", "answer")
    (row,) = matrix.rows
    assert (row.question_id, matrix.n_alike, matrix.n_more) == ("g1", 1, 0)
    assert [(cell.words, cell.step) for cell in row.cells] == [("1", STEPS), ("0", 0)] * 2
    assert make_matrix({"a": runs["first"]}, most=0).n_more == 1


def test_an_ablation_shows_the_questions_its_systems_differ_in():
    ablation = make_ablation()
    full, without, alone = ablation.systems
    lost = ({"recall@1": Share(1, 1)}, {"recall@1": Share(0, 1)})
    ablation = dataclasses.replace(ablation, systems=(full, dataclasses.replace(without, measures=lost), alone))
    matrix = make_ablation_matrix(ablation, {"q1": "which line"}, most=10)
    assert matrix.systems == ("full", "without bm25", "bm25 alone")
    (row,) = matrix.rows
    assert (row.question_id, row.text, [cell.words for cell in row.cells]) == ("q1", "which line", ["1", "0", "1"])
    assert matrix.n_alike == 1


@pytest.mark.parametrize(
    ("value", "words", "step"),
    [(0, "0", 0), (0.004, ".00", 0), (0.2, ".20", 1), (0.999, ".99", 4), (1, "1", STEPS), (None, "", STEPS)],
)
def test_only_a_full_score_looks_full(value, words, step):
    cell = to_cell(value)
    assert (cell.words, cell.step) == (words, step)


def test_a_list_of_failures_says_how_many_it_leaves_out(runs):
    page = make_page({"first": runs["first"]}, worst=0)
    assert "1 of 2 questions" in page
    assert "The 0 worst." in page


def test_the_command_writes_the_page(evaluate, workplace, runs):
    write_result(runs["first"], workplace / "a.json")
    write_ablation(make_ablation(), workplace / "b.json")
    done = evaluate("report", "a.json", "b.json", "--out", "page.html")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "the page is in page.html\n")
    page = Path("page.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "without bm25" in page
    assert sorted(path.name for path in workplace.iterdir()) == ["a.json", "b.json", "page.html"]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (
            '{"layout": 1, "suite": "demo"}',
            "a.json: has layout 1, expected 2; run `python -m eval run demo` again",
        ),
        ("[1]", "a.json: holds a list; expected a file that `python -m eval run` wrote"),
        (
            '{"layout": 99, "systems": [1]}',
            "a.json: has layout 99, expected 1; run `python -m eval ablate a` again",
        ),
    ],
)
def test_a_file_that_is_no_result_is_one_line(evaluate, workplace, content, error):
    (workplace / "a.json").write_text(content, encoding="utf-8")
    done = evaluate("report", "a.json", "--out", "page.html")
    assert (done.exit_code, done.stdout, done.stderr) == (1, "", f"error: {error}\n")
    assert not (workplace / "page.html").exists()
