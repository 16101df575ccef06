"""Judged answers one by one: listed with what is damaged, and removed without touching the others."""

import json

import pytest

from errors import EvaluationError
from eval import Blame, Verdict, drop_judgement, list_judgements, take_judgements

ONE = {
    "id": "judged-1", "question": "谁推行校长职级制", "verdict": "wrong", "blames": ["wrong_figure", "of the future"],
    "because": "七成", "who": "王", "when": "2026-01-02T03:04:05+00:00", "earlier": [{"verdict": "right"}],
}  # fmt: skip
TWO = {"id": "judged-2", "question": "which", "verdict": "right"}
DAMAGED = [
    ("no json", "no JSON"),
    ("[1]", "no JSON object"),
    ('{"verdict": "right"}', "no question"),
    ('{"question": " ", "verdict": "right"}', "no question"),
    ('{"question": "q", "verdict": "maybe"}', "no verdict"),
    ('{"question": "q", "verdict": ["right"]}', "no verdict"),
    ("[" * 100_000, "no JSON"),
]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "judged.jsonl"


def write(path, *lines: str, end="\n"):
    path.write_text("".join(line + end for line in lines), encoding="utf-8", newline="")


def test_what_was_said_is_listed(path):
    write(path, json.dumps(ONE, ensure_ascii=False), "", json.dumps(TWO))
    one, two = list_judgements(path)
    assert (one.line, one.question, one.verdict, one.blames) == (
        1, "谁推行校长职级制", Verdict.WRONG, (Blame.WRONG_FIGURE,),
    )  # fmt: skip
    assert (one.because, one.who, one.when, one.fault) == ("七成", "王", "2026-01-02T03:04:05+00:00", "")
    assert (two.line, two.question, two.verdict, two.because, two.when) == (3, "which", Verdict.RIGHT, "", "")
    assert one.mark != two.mark


@pytest.mark.parametrize(("line", "fault"), DAMAGED, ids=[f"{fault} {at}" for at, (_, fault) in enumerate(DAMAGED)])
def test_a_damaged_line_is_named_and_can_be_removed(path, line, fault):
    write(path, json.dumps(ONE), line, json.dumps(TWO))
    before, damaged, after = list_judgements(path)
    assert (damaged.line, damaged.fault, damaged.verdict, before.fault, after.fault) == (2, fault, None, "", "")
    drop_judgement(path, damaged.mark)
    assert path.read_text(encoding="utf-8") == f"{json.dumps(ONE)}\n{json.dumps(TWO)}\n"


def test_removing_leaves_every_other_line_as_it_is(path):
    odd = '{"question":"odd","verdict":"right",   "of":"another program"}'
    write(path, json.dumps(ONE), odd, "damaged")
    drop_judgement(path, list_judgements(path)[0].mark)
    assert path.read_text(encoding="utf-8") == f"{odd}\ndamaged\n"


def test_without_its_last_line_there_is_no_file(path):
    write(path, json.dumps(TWO))
    drop_judgement(path, list_judgements(path)[0].mark)
    assert not path.exists()
    assert (list_judgements(path), take_judgements(path)) == ((), "")


def test_a_line_that_has_changed_meanwhile_is_not_removed(path):
    write(path, json.dumps(ONE), json.dumps(TWO))
    mark = list_judgements(path)[0].mark
    write(path, json.dumps(ONE | {"because": "another reason"}), json.dumps(TWO))
    with pytest.raises(EvaluationError, match="has changed: this judgement is not in it any more"):
        drop_judgement(path, mark)
    assert len(list_judgements(path)) == 2


def test_lines_that_end_as_on_windows_are_read_and_found_again(path):
    write(path, json.dumps(ONE), json.dumps(TWO), end="\r\n")
    drop_judgement(path, list_judgements(path)[1].mark)
    assert [one.question for one in list_judgements(path)] == [ONE["question"]]


def test_a_file_that_is_no_text_is_an_error(path):
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(EvaluationError, match="is not UTF-8"):
        list_judgements(path)
