import json
from pathlib import Path

import pytest

from embeddings import background_questions
from records import Language

SHARED = Path(__file__).resolve().parents[2] / "../shared"


def test_both_languages_have_120_different_questions():
    questions = background_questions()
    assert set(questions) == {Language.EN, Language.HANS}
    assert [len(set(questions[language])) for language in (Language.EN, Language.HANS)] == [120, 120]


def test_each_list_is_in_its_own_script():
    questions = background_questions()
    assert all(question.isascii() for question in questions[Language.EN])
    assert all("\u4e00" <= question[0] <= "\u9fff" for question in questions[Language.HANS])


def test_full_questions_and_keywords_are_mixed():
    full = [question.endswith(("?", "？")) for question in background_questions()[Language.EN]]
    assert 60 <= sum(full) < 110


def test_they_cannot_be_changed_by_a_caller():
    with pytest.raises(TypeError):
        background_questions()[Language.EN] = ()  # type: ignore[index]


def test_none_comes_from_the_gold_or_a_benchmark():
    if not SHARED.is_dir():
        pytest.skip("the real data are not beside this repository")
    lines = (SHARED / "gold/seeds.jsonl").read_text(encoding="utf-8").splitlines()
    seen = {json.loads(line)["question"] for line in lines}
    for path in sorted((SHARED / "benchmarks").glob("*.json")):
        articles = json.loads(path.read_text(encoding="utf-8"))["data"]
        seen |= {qa["question"] for article in articles for part in article["paragraphs"] for qa in part["qas"]}
    assert len(seen) > 1000
    assert not seen & {question for questions in background_questions().values() for question in questions}
