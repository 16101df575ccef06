from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from console import BatchLine, fail, read_batch, report_errors, require_question, write_json
from errors import CorpusError

EXPECTED = 'expected {"id": …, "question": "…"}'
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


def run(body, *words: str):
    """A command with ``body`` as its work."""

    @click.command()
    @report_errors
    def command() -> None:
        body()

    return CliRunner().invoke(command, list(words))


def read(tmp_path, content: bytes) -> list[BatchLine]:
    path = tmp_path / "batch.jsonl"
    path.write_bytes(content)
    return list(read_batch(path))


def test_an_error_is_one_line_and_1():
    def body() -> None:
        raise CorpusError("a.pdf", "found\n  nothing, expected text")

    result = run(body)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "error: a.pdf: found nothing, expected text\n"


def test_debug_lets_the_error_through():
    def body() -> None:
        raise CorpusError("a.pdf", "nothing")

    assert isinstance(run(body, "--debug").exception, CorpusError)


def test_an_interruption_is_one_line_and_130():
    def body() -> None:
        raise KeyboardInterrupt

    result = run(body)
    assert (result.exit_code, result.stdout) == (130, "")
    assert result.stderr == "error: interrupted; the index is as it was, run the same command to go on\n"


def test_a_bug_is_not_hidden():
    def body() -> None:
        raise ValueError("a bug")

    assert isinstance(run(body).exception, ValueError)


def test_fail_is_one_line_and_1():
    result = run(lambda: fail("no"))
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", "error: no\n")


def test_a_command_that_works_is_0():
    result = run(lambda: write_json({"质": "校", "n": 1}))
    assert (result.exit_code, result.stdout, result.stderr) == (0, '{"质": "校", "n": 1}\n', "")


@given(JSON)
def test_json_is_one_line_and_comes_back(value):
    result = run(lambda: write_json(value))
    assert result.stdout.count("\n") == 1
    assert json.loads(result.stdout) == value


@pytest.mark.parametrize("text", ["\ud800", "校\udcff车", "\\ud800", "\U0001f600", '"\\"\udfff'])
def test_half_a_character_is_written_as_an_escape(text):
    result = run(lambda: write_json({"question": text}))
    assert json.loads(result.stdout) == {"question": text}
    assert result.stdout.encode("utf-8")


def test_a_question_is_given_back():
    assert require_question(" 校车 ") == " 校车 "


@pytest.mark.parametrize("question", ["", " \t\n", "\u3000"])
def test_no_question_is_one_line_and_1(question):
    result = run(lambda: require_question(question))
    assert result.exit_code == 1
    assert result.stderr == (
        "error: the question is empty; expected some words, for example: which cities plan principal rank reform\n"
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('{"id": 1, "question": "校车"}', BatchLine(1, "校车")),
        ('{"id": {"a": [null]}, "question": "x", "more": 1}', BatchLine({"a": [None]}, "x")),
        ('{"question": "x"}', BatchLine(None, "x")),
        ('  {"question": "x"}  ', BatchLine(None, "x")),
        ('{"id": 1}', BatchLine(1, None, f"line 1 has no text under question; {EXPECTED}")),
        ('{"id": 1, "question": 2}', BatchLine(1, None, f"line 1 has no text under question; {EXPECTED}")),
        ('{"id": 1, "question": " "}', BatchLine(1, None, f"line 1 has no text under question; {EXPECTED}")),
        ("[1]", BatchLine(None, None, f"line 1 holds a list; {EXPECTED}")),
        ('"x"', BatchLine(None, None, f"line 1 holds a str; {EXPECTED}")),
        ("null", BatchLine(None, None, f"line 1 holds a NoneType; {EXPECTED}")),
        (
            '{"id": NaN, "question": "x"}',
            BatchLine(None, None, f"line 1 is not JSON (NaN is no JSON value); {EXPECTED}"),
        ),
        (
            "校车",
            BatchLine(None, None, f"line 1 is not JSON (Expecting value: line 1 column 1 (char 0)); {EXPECTED}"),
        ),
    ],
)
def test_a_line_of_a_batch(tmp_path, line, expected):
    assert read(tmp_path, line.encode()) == [expected]


@pytest.mark.parametrize("line", ["[" * 100_000, "9" * 5_000 + "e", '{"question": "x"', '{"question": "x"} y'])
def test_a_broken_line_does_not_end_the_batch(tmp_path, line):
    broken, good = read(tmp_path, f'{line}\n{{"question": "x"}}'.encode())
    assert broken.error.startswith("line 1 is not JSON (")
    assert broken.error.endswith(f"; {EXPECTED}")
    assert good == BatchLine(None, "x")


def test_blank_lines_are_counted_and_left_out(tmp_path):
    first, second = read(tmp_path, b'\n\n{"question": "x"}\r\n \nno\n')
    assert first == BatchLine(None, "x")
    assert second.error.startswith("line 5 is not JSON")


def test_a_byte_order_mark_is_no_part_of_the_first_line(tmp_path):
    assert read(tmp_path, b'\xef\xbb\xbf{"question": "x"}') == [BatchLine(None, "x")]


def test_bytes_that_are_no_utf8_are_replaced(tmp_path):
    assert read(tmp_path, b'{"question": "x\xff"}') == [BatchLine(None, "x\ufffd")]


def test_a_batch_that_cannot_be_opened_is_wrong_usage_at_once(tmp_path):
    with pytest.raises(click.BadParameter) as caught:
        read_batch(tmp_path)
    assert caught.value.message == (
        f"{tmp_path} cannot be read (Is a directory); expected a file of JSON lines, or - for standard input"
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_a_full_disk_is_one_line():
    program = "import click, console; click.command()(console.report_errors(lambda: click.echo('x')))()"
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-c", program], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 1
    assert done.stderr == (
        "error: standard output cannot be written (No space left on device); write to a disk with room for it\n"
    )
