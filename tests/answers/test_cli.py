"""`python -m answers`: exit status, standard output and standard error."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from answers import answer_to_csv, answer_to_json, answer_to_text
from answers.__main__ import cli
from errors import BrokenIndexError

pytestmark = pytest.mark.usefixtures("plain_settings")

QUESTION = "哪些城市計畫推行校長職級制"


def run(*words: str, stdin: str | bytes | None = None):
    return CliRunner().invoke(cli, ["ask", *words], input=stdin)


def test_ask_prints_the_answer_for_people(demo_index, demo_answerer):
    result = run("--index", str(demo_index), QUESTION)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == answer_to_text(demo_answerer.ask(QUESTION)) + "\n"


def test_ask_json_is_one_line(demo_index, demo_answerer):
    result = run("--index", str(demo_index), "--json", QUESTION)
    assert (result.exit_code, result.stderr, result.stdout.count("\n")) == (0, "", 1)
    told = answer_to_json(demo_answerer.ask(QUESTION), demo_answerer.searcher)
    assert json.loads(result.stdout) == json.loads(json.dumps(told))


def test_ask_csv_is_the_findings(demo_index, demo_answerer):
    result = run("--index", str(demo_index), "--csv", QUESTION)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == answer_to_csv(demo_answerer.ask(QUESTION))
    assert result.stdout.count("\n") == 1 + 5


def test_a_batch_is_answered_in_order_and_its_bad_lines_too(demo_index, demo_answerer, tmp_path):
    lines = ['{"id": "a", "question": "校车"}', "[1]", "", '{"id": "b", "question": " "}', '{"question": "led"}']
    (tmp_path / "questions.jsonl").write_text("\n".join(lines), encoding="utf-8-sig")
    result = run("--index", str(demo_index), "--batch", "questions.jsonl")
    assert (result.exit_code, result.stderr) == (0, "")
    first, second, third, fourth = map(json.loads, result.stdout.splitlines())
    told = answer_to_json(demo_answerer.ask("校车"), demo_answerer.searcher, question_id="a")
    assert first == json.loads(json.dumps(told))
    expected = 'expected {"id": …, "question": "…"}'
    assert second == {"id": None, "error": f"line 2 holds a list; {expected}"}
    assert third == {"id": "b", "error": f"line 4 has no text under question; {expected}"}
    assert (fourth["id"], fourth["question"]) == (None, "led")


def test_a_batch_comes_from_standard_input(demo_index):
    result = run("--index", str(demo_index), "--batch", "-", stdin='{"id": 1, "question": "校长"}\n')
    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout)["question"] == "校长"


def test_half_a_character_is_given_back_as_it_came(demo_index):
    result = run("--index", str(demo_index), "--batch", "-", stdin='{"question": "校\\ud800车"}')
    assert result.exit_code == 0
    assert '"question": "校\\ud800车"' in result.stdout
    assert json.loads(result.stdout)["question"] == "校\ud800车"


def test_no_index_is_one_line_with_the_command():
    result = run("--index", "none", "校车")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "error: index none: no index here yet: run `python -m indexer build --index none`\n"


def test_debug_shows_the_traceback():
    assert isinstance(run("--index", "none", "--debug", "校车").exception, BrokenIndexError)


@pytest.mark.parametrize("question", ["", " ", "\n\t"])
@pytest.mark.parametrize("form", [(), ("--json",), ("--csv",)])
def test_an_empty_question_is_one_line(question, form):
    result = run("--index", "none", *form, question)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "error: the question is empty; expected some words, for example: which cities plan principal rank reform\n"
    )


def test_a_question_without_words_is_asked_for_one(demo_index):
    result = run("--index", str(demo_index), "?!")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "Please type a question about the reports.\n"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "give either a QUESTION or --batch FILE; see --help for an example"),
        (("校车", "--batch", "-"), "give either a QUESTION or --batch FILE; see --help for an example"),
        (("校车", "--csv", "--json"), "--csv goes with one QUESTION, without --json and --batch"),
        (("--csv", "--batch", "-"), "--csv goes with one QUESTION, without --json and --batch"),
        (("--frob", "校车"), "No such option '--frob'."),
        (("校车", "校长"), "Got unexpected extra argument (校长)"),
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


def test_the_settings_give_the_index(demo_index, monkeypatch):
    monkeypatch.setenv("YAODIAN_INDEX", str(demo_index))
    assert run("校车").exit_code == 0


def test_help_shows_an_example_and_the_json():
    text = run("--help").stdout
    assert "python -m answers ask --index index" in text
    assert "--json writes:" in text


def test_help_names_every_key_of_the_json(demo_answerer):
    told = answer_to_json(demo_answerer.ask(QUESTION), demo_answerer.searcher)
    (finding, *_) = (one for one in told["findings"] if one["figure_details"])
    keys = [*told, *told["coverage"], *told["understood"], *finding, *finding["figure_details"][0]]
    text = run("--help").stdout
    assert [key for key in keys if f'"{key}"' not in text] == []


def test_help_tells_how_an_interrupted_command_ends():
    assert "130 interrupted" in CliRunner().invoke(cli, ["--help"]).stdout


def test_a_line_of_a_batch_takes_up_an_earlier_one(demo_index, demo_answerer):
    lines = (
        '{"id": 1, "question": "which cities plan principal rank reform"}',
        '{"id": 2, "question": "and Qingdao?", "previous": 1}',
        '{"id": 3, "question": "and Zibo?", "previous": 9}',
    )
    result = run("--index", str(demo_index), "--batch", "-", stdin="\n".join(lines))
    _, second, third = map(json.loads, result.stdout.splitlines())
    assert second["understood"]["question"] == "Does Qingdao plan principal rank reform?"
    assert third == {
        "id": 3,
        "error": "no line before has the id 9 that previous names; expected an earlier line's id",
    }


def test_filters_narrow_the_reports(demo_index):
    result = run("--index", str(demo_index), "--json", "--place", "zibo", "--year", "2022", "校车")
    assert [finding["report_id"] for finding in json.loads(result.stdout)["findings"]] == ["002_zibo_2022"]
    result = run("--index", str(demo_index), "--place", "atlantis", "校车")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "atlantis" in result.stderr


def test_chat_takes_up_the_question_before(demo_index, demo_answerer):
    first = demo_answerer.ask(QUESTION)
    second = demo_answerer.ask("那淄博呢", previous=first.understood)
    result = CliRunner().invoke(cli, ["chat", "--index", str(demo_index)], input=f"{QUESTION}\n\n那淄博呢\n")
    assert result.exit_code == 0
    assert result.stdout == f"{answer_to_text(first)}\n\n{answer_to_text(second)}\n\n"
    assert (
        "\n理解为：淄博市是否計劃推行校長職級制？\n".replace("計劃推行校長職級制", "计划推行校长职级制")
        in result.stdout
    )
