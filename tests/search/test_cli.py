"""`python -m search`: exit status, standard output and standard error."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from errors import BrokenIndexError
from search import find_to_json
from search.__main__ import cli

pytestmark = pytest.mark.usefixtures("plain_settings")

EMPTY = "error: the question is empty; expected some words, for example: which cities plan principal rank reform\n"


def run(*words: str, stdin: str | bytes | None = None):
    return CliRunner().invoke(cli, ["find", *words], input=stdin)


def test_find_prints_rank_report_headings_and_the_best_sentence(demo_index, demo_searcher):
    result = run("--index", str(demo_index), "--top", "3", "校长职级制")
    assert (result.exit_code, result.stderr) == (0, "")
    first, *lines = result.stdout.splitlines()
    assert first == "looked for: 校长职级制"
    for number, hit in enumerate(demo_searcher.find("校长职级制", top=3)):
        report = demo_searcher.index.report(hit.passage.report_id)
        path = " > ".join(demo_searcher.index.section_of(hit.passage).heading_path)
        assert lines[2 * number] == f"{hit.rank:>3}. {report.report_id}  {path}  ({hit.score:.2f})"
        assert lines[2 * number + 1] == f"     {hit.best_sentence.of(report.text)}"
    assert len(lines) == 6


def test_find_json_is_one_line(demo_index, demo_searcher):
    result = run("--index", str(demo_index), "--json", "LED")
    assert (result.exit_code, result.stderr, result.stdout.count("\n")) == (0, "", 1)
    ranking = demo_searcher.rank("LED")
    hits = demo_searcher.hits(ranking, top=10)
    expected = find_to_json("LED", hits, demo_searcher.index, ranking=ranking)
    assert json.loads(result.stdout) == json.loads(json.dumps(expected))


def test_find_json_says_what_was_understood(demo_index):
    found = json.loads(run("--index", str(demo_index), "--json", "缁博2035年的校车").stdout)
    assert found["read_as"] == [{"asked": "缁博", "read_as": "淄博"}]
    assert found["missing"] == {"places": [], "years": [2035]}
    assert found["reports_looked_at"] == ["002_zibo_2022"]
    assert (found["unread_chars"], list(found["terms"])) == (0, [])


def test_find_says_what_it_read_and_what_it_left_unread(demo_index):
    result = run("--index", str(demo_index), "--top", "1", "缁博2035年的校车" + "，" * 3000)
    lines = result.stdout.splitlines()
    assert lines[:3] == [
        "read 缁博 as 淄博",
        "read the first 2000 characters; 1010 more were not read",
        "no report of 2035 is in the index",
    ]
    assert lines[3].startswith("  1. 002_zibo_2022  ")


def test_find_narrows_to_what_is_given(demo_index):
    words = ("--index", str(demo_index), "--json", "--top", "1000", "学校")
    every = json.loads(run(*words).stdout)["hits"]
    some = json.loads(run(*words, "--place", "Qingdao", "--place", "淄博", "--kind", "plan").stdout)["hits"]
    assert {hit["report_id"] for hit in some} == {"001_masked_city", "002_zibo_2022"}
    assert {hit["passage_id"] for hit in some} < {hit["passage_id"] for hit in every}
    done = json.loads(run(*words, "--stance", "problem", "--level", "city", "--year", "2022").stdout)
    assert done["hits"] == []


def test_a_place_that_there_is_not_is_one_line(demo_index):
    result = run("--index", str(demo_index), "--place", "Atlantis", "校车")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(
        "error: filter place: nothing is called 'Atlantis'; expected the name of a province"
    )


def test_hits_by_report_stand_under_its_name(demo_index, demo_searcher):
    words = ("--index", str(demo_index), "--by-report", "--per-report", "2", "--top", "2", "校园安全")
    hits = demo_searcher.hits_by_report(demo_searcher.rank("校园安全"), top=2, per_report=2)
    found = json.loads(run(*words, "--json").stdout)
    assert [hit["passage_id"] for hit in found["hits"]] == [hit.passage.passage_id for hit in hits]
    first, second = found["reports"]
    assert sorted((*first["ranks"], *second["ranks"])) == [1, 2, 3, 4]
    assert first["ranks"][0] == 1
    first_line, *lines = run(*words).stdout.splitlines()
    assert first_line == "looked for: 校园安全"
    titles = [demo_searcher.index.report(group["report_id"]).title for group in (first, second)]
    assert (lines[0], lines[5]) == (f"{first['report_id']}  {titles[0]}", f"{second['report_id']}  {titles[1]}")
    assert len(lines) == 10


def test_explain_says_what_every_leg_said(demo_index, demo_searcher):
    (hit,) = demo_searcher.find("校长职级制", top=1)
    lines = run("--index", str(demo_index), "--top", "1", "--explain", "校长职级制").stdout.splitlines()
    assert lines[3].strip() == ", ".join(f"{leg.name} {leg.score:.3f} (rank {leg.rank})" for leg in hit.legs)


def test_a_batch_is_answered_in_order_and_its_bad_lines_too(demo_index, tmp_path):
    (tmp_path / "questions.jsonl").write_text(
        '{"id": 7, "question": "校车"}\n\nno json\n{"id": "x", "question": 3}\n{"question": "led"}\n', encoding="utf-8"
    )
    result = run("--index", str(demo_index), "--top", "1", "--batch", "questions.jsonl")
    assert (result.exit_code, result.stderr) == (0, "")
    first, second, third, fourth = map(json.loads, result.stdout.splitlines())
    assert (first["id"], first["question"], len(first["hits"])) == (7, "校车", 1)
    expected = 'expected {"id": …, "question": "…"}'
    assert second == {
        "id": None,
        "error": f"line 3 is not JSON (Expecting value: line 1 column 1 (char 0)); {expected}",
    }
    assert third == {"id": "x", "error": f"line 4 has no text under question; {expected}"}
    assert (fourth["id"], fourth["question"], fourth["language"]) == (None, "led", "en")


def test_a_batch_comes_from_standard_input(demo_index):
    result = run("--index", str(demo_index), "--batch", "-", stdin='{"id": 1, "question": "校长"}\n')
    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout)["question"] == "校长"


def test_an_empty_batch_writes_nothing(demo_index):
    result = run("--index", str(demo_index), "--batch", "-", stdin="")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")


def test_no_index_is_one_line_with_the_command():
    result = run("--index", "none", "校车")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "error: index none: no index here yet: run `python -m indexer build --index none`\n"


def test_debug_shows_the_traceback():
    assert isinstance(run("--index", "none", "--debug", "校车").exception, BrokenIndexError)


@pytest.mark.parametrize("question", ["", " ", "\n\t"])
def test_an_empty_question_is_one_line(question):
    result = run("--index", "none", question)
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", EMPTY)


def test_a_question_without_words_finds_nothing(demo_index):
    result = run("--index", str(demo_index), "?!")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "nothing found\n", "")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "give either a QUESTION or --batch FILE; see --help for an example"),
        (("校车", "--batch", "-"), "give either a QUESTION or --batch FILE; see --help for an example"),
        (("--top", "0", "校车"), "Invalid value for '--top': 0 is not in the range 1<=x<=1000."),
        (("--frob", "校车"), "No such option '--frob'."),
        (
            ("--batch", "nowhere.jsonl"),
            "Invalid value for --batch: nowhere.jsonl cannot be read (No such file or directory); "
            "expected a file of JSON lines, or - for standard input",
        ),
    ],
)
def test_wrong_usage_is_2(words, message):
    result = run(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines()[-1] == f"Error: {message}"


def test_help_shows_an_example_and_the_json():
    text = run("--help").stdout
    assert "python -m search find --index index" in text
    assert "--json writes:" in text
