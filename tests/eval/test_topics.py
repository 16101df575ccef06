"""Topics that are judged by their own words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from errors import EvaluationError
from eval.topics import read_gold_topics
from language import detect_language
from records import Language
from tests.answers.shelf import BEIHE, HIDDEN, YUNXI

GOLD = Path(__file__).resolve().parents[2] / "eval/gold"
LINE = {"id": "t1", "said_by": "校(车|巴)", "en": "school buses", "zh": "谁有校车"}


def write(tmp_path: Path, *lines: object) -> Path:
    path = tmp_path / "topics.jsonl"
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), "utf-8")
    return path


def test_a_report_says_so_where_its_folded_text_holds_one_of_the_words(tmp_path):
    (topic,) = read_gold_topics(write(tmp_path, LINE))
    assert topic.reports_of([YUNXI, BEIHE, HIDDEN]) == {"yunxi", "beihe"}  # 校車 as well as 校车
    assert topic.questions == (("en", "school buses"), ("zh", "谁有校车"))


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ([], "holds no topic"),
        (["{"], "line 1 is not JSON"),
        ([LINE, LINE], "uses one id twice"),
        ([{key: value for key, value in LINE.items() if key != "zh"}], "line 1 has no field zh"),
        ([LINE | {"said_by": "(校车"}], "expected a regular expression"),
        ([LINE | {"said_by": "校车|"}], "does not fit the empty text"),
    ],
)
def test_a_fault_of_the_file_is_named(tmp_path, lines, reason):
    with pytest.raises(EvaluationError, match=reason):
        read_gold_topics(write(tmp_path, *lines))


@pytest.mark.parametrize(("name", "letter"), [("topics", "t"), ("schools", "s")])
def test_the_topics_of_the_project_are_asked_in_both_languages(name, letter):
    topics = read_gold_topics(GOLD / f"{name}.jsonl")
    assert [topic.topic_id for topic in topics] == [f"{letter}{number:03d}" for number in range(1, len(topics) + 1)]
    questions = [question for topic in topics for question in topic.questions]
    assert len(set(questions)) == 2 * len(topics)
    assert all((detect_language(question) is Language.EN) == (family == "en") for family, question in questions)
