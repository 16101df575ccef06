"""Reading gold questions: what comes in, and every way a file can be wrong."""

import json
from pathlib import Path

import pytest

from errors import EvaluationError
from eval.questions import GoldKind, GoldQuestion, Quote, read_gold
from records import Language, Stance

BAD = json.loads((Path(__file__).parent / "cases/bad_gold.json").read_text(encoding="utf-8"))
GOOD = {
    "id": "q1",
    "lang": "zh-Hant",
    "kind": "fact",
    "question": "哪裡推行\u2028校長職級制",
    "reports": ["a"],
    "status": {"a": "planned"},
    "evidence": [{"report": "a", "quote": "推行校长职级制"}],
    "answer": "甲市",
    "must_contain": ["甲"],
}


def to_line(row: dict) -> str:
    return json.dumps(row, ensure_ascii=False)


def test_a_question_has_all_that_its_line_says(tmp_path):
    path = tmp_path / "gold.jsonl"
    # A line separator inside a string ends no line; a byte order mark and other fields do no harm.
    path.write_text("\ufeff" + to_line(GOOD | {"note": "checked twice"}) + "\n\n", encoding="utf-8")
    assert read_gold(path) == (
        GoldQuestion(
            question_id="q1",
            language=Language.HANT,
            kind=GoldKind.FACT,
            text="哪裡推行\u2028校長職級制",
            report_ids=("a",),
            status={"a": Stance.PLANNED},
            evidence=(Quote("a", "推行校长职级制"),),
            answer="甲市",
            must_contain=("甲",),
        ),
    )


@pytest.mark.parametrize("case", BAD, ids=lambda case: case["label"])
def test_a_wrong_file_is_refused_with_its_place_and_what_was_expected(tmp_path, case):
    row = {key: value for key, value in (GOOD | case.get("change", {})).items() if key != case.get("without")}
    lines = case.get("lines", [to_line(row)] * (2 if case.get("twice") else 1))
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(EvaluationError) as caught:
        read_gold(path)
    assert str(caught.value) == f"{path}: {case['error']}"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "no such file; check the path"),
        ("哪些".encode("gb18030"), "byte 0 is not UTF-8; save the file as UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path, content, reason):
    path = tmp_path / "gold.jsonl"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(EvaluationError) as caught:
        read_gold(path)
    assert str(caught.value) == f"{path}: {reason}"


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(EvaluationError, match=r"cannot be read \(Is a directory\); expected a file"):
        read_gold(tmp_path)
