"""Which of a sentence's figures a question asks for."""

from __future__ import annotations

import pytest

from answers.asked import clause_of, fit, read_wanted, wants_number
from answers.figures import find_figures, find_masked
from records import QuestionKind, Span, Stance, Understanding
from tests.answers.shelf import YUNXI, make_report

BUILT = "新改扩建幼儿园42处，招聘幼儿教师800人以上，公办园在园幼儿占比要到55%以上，投入资金1.2亿元。"
SCHOOLS = "去年建成小学6所，今年将再建小学8所，新增学位9600个，连续3年居全省第一。"


def best(question: str, text: str, *terms: str, stance: Stance = Stance.NONE) -> str:
    """The text of the figure that fits best; empty where none fits."""
    topic = question if not question.isascii() else ""
    wanted = read_wanted(Understanding(question, QuestionKind.NUMBER, topic, stance=stance, terms=terms))
    report = make_report("text", text, YUNXI.place, YUNXI.period)
    figures = [*find_figures(text), *find_masked(text)]
    fits = [(fit(figure, wanted, around=clause_of(report, figure)), figure.text) for figure in figures]
    gain, found = max(fits, key=lambda pair: pair[0], default=(0.0, ""))
    return found if gain else ""


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("要新建多少所幼儿园", "42处"),
        ("新建幼儿园几处", "42处"),
        ("招聘多少名幼儿教师", "800人以上"),
        ("招多少幼儿园老师", "800人以上"),
        ("公办园占比多少", "55%以上"),
        ("公办园在园幼儿的比例是多少", "55%以上"),
        ("投入多少钱", "1.2亿元"),
        ("投入资金多少元", "1.2亿元"),
        ("佔比要達到百分之幾", "55%以上"),
        ("招聘幾名教師", "800人以上"),
        ("操场面积多大平方米", ""),
    ],
)
def test_a_chinese_question_gets_the_figure_of_its_unit(question, figure):
    assert best(question, BUILT) == figure


@pytest.mark.parametrize(
    ("question", "terms", "figure"),
    [
        ("How many kindergartens will be built?", ("幼儿园", "新建"), "42处"),
        ("how many teachers are to be hired", ("教师", "招聘"), "800人以上"),
        ("what percentage of children are in public kindergartens", ("公办园", "幼儿"), "55%以上"),
        ("what share is to be reached", ("占比",), "55%以上"),
        ("how much money is invested", ("资金", "投入"), "1.2亿元"),
    ],
)
def test_an_english_question_gets_the_figure_of_its_unit(question, terms, figure):
    assert best(question, BUILT, *terms) == figure


def test_the_stance_that_is_asked_for_decides_between_two():
    assert best("建小学多少所", SCHOOLS, stance=Stance.PLANNED) == "8所"
    assert best("建小学多少所", SCHOOLS, stance=Stance.DONE) == "6所"


def test_a_rank_is_given_only_where_it_is_asked_for():
    assert best("居全省第几", SCHOOLS) == "第一"
    assert best("连续几年", SCHOOLS) == "3年"


def test_a_masked_figure_is_found_where_no_other_fits():
    assert best("建成多少所中小学", "建成中小学xx所，教师达300人。") == "xx所"


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("建几所学校", 1),
        ("建几所学校，多少学位", 2),
        ("教师和校长各几名", 3),
        ("how many schools, and how many places", 2),
    ],
)
def test_how_many_figures_are_asked_for(question, count):
    assert read_wanted(Understanding(question, QuestionKind.NUMBER, question)).n_asked == count


def test_a_fact_that_names_a_measure_wants_a_number():
    assert wants_number(Understanding("what is the coverage rate", QuestionKind.FACT, ""))
    assert not wants_number(Understanding("who hires the principals", QuestionKind.FACT, ""))


def test_the_clause_of_a_figure_is_its_own_and_the_one_before():
    report = make_report("text", "一、校车。\n推行校车，覆盖70%，增加12辆。", YUNXI.place, YUNXI.period)
    (figure,) = [one for one in find_figures(report.text) if one.text == "70%"]
    assert figure.span == Span(13, 16)
    assert clause_of(report, figure) == "推行校车，覆盖70%，"
