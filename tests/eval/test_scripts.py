"""A question in the other script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.scripts import switch_script
from language import fold_text


@pytest.mark.parametrize(
    ("question", "switched"),
    [
        ("淄博要建几所学校？", "淄博要建幾所學校？"),
        ("哪些城市計畫推行校長職級制", "哪些城市计划推行校长职级制"),
        ("AI 进课堂", "AI 進課堂"),
        ("AI 進課堂，30％", "AI 进课堂，30％"),
        ("食堂", None),
        ("which cities plan it", None),
        ("2022", None),
        ("", None),
    ],
)
def test_only_the_characters_change(question, switched):
    assert switch_script(question) == switched


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=30))
def test_a_switched_question_is_never_the_question(text):
    assert switch_script(text) != text


@pytest.mark.parametrize("question", ["推行校长职级制改革", "建設教育強國", "学生体质健康"])
def test_what_is_searched_stays_the_same(question):
    assert fold_text(switch_script(question)) == fold_text(question)
