import pytest
from hypothesis import given
from hypothesis import strategies as st

from records import Language, Span
from tests.web.markup import assert_harmless, parse, texts
from web.quotes import render_text
from web.wording import Words

EN = Words(Language.EN)


def show(text, *, within=None, figures=(), marked=()):
    return parse(render_text(text, within or Span(0, len(text)), words=EN, figures=figures, marked=marked))


@pytest.mark.parametrize(
    ("text", "figures", "brought_out"),
    [
        ("年内达到70%，再到100%。", ["70%", "100%"], ["70%", "100%"]),
        ("从170%降到70%", ["70%"], ["70%"]),
        ("增加0.5万元，共10.5万元", ["0.5万元"], ["0.5万元"]),
        ("12所，其中公办12所", ["12所"], ["12所", "12所"]),
        ("新增3240个学位", ["3240个", "240个"], ["3240个"]),
        ("没有数字", ["70%"], []),
        ("空的数字", [""], []),
    ],
)
def test_figures_are_brought_out_whole(text, figures, brought_out):
    assert texts(show(text, figures=figures), "figure") == brought_out


def test_a_mask_is_shown_as_a_mask_and_says_what_it_is():
    root = show("新组建教育集团xx个")
    (mask,) = root.find_class("mask")
    assert (mask.text, mask.get("aria-label"), mask.get("data-written")) == ("▒▒", "masked in the source", "xx")
    assert root.text_content() == "新组建教育集团▒▒个"


def test_a_figure_that_holds_a_mask_is_shown_as_a_mask():
    root = show("投入**万元", figures=["**万元"])
    assert (texts(root, "mask"), texts(root, "figure")) == (["▒▒"], [])


def test_a_mask_is_known_by_what_stands_around_the_stretch():
    # Cut out alone, "x4" would look like the end of a masked number; the whole text says that it is a product.
    text = "教室3x4排"
    assert texts(show(text, within=Span(4, 6)), "mask") == []
    assert show(text, within=Span(3, 6)).text_content() == "x4排"


def test_marked_stretches_are_cut_to_what_is_shown_and_joined():
    root = show("零一二三四五六七", within=Span(1, 7), marked=[Span(0, 2), Span(3, 5), Span(4, 6), Span(7, 8)])
    assert [mark.text_content() for mark in root.iter("mark")] == ["一", "三四五"]
    assert root.text_content() == "一二三四五六"


ODD = st.text(alphabet="<>&\"'`${}校长70%x*…，。", max_size=40)


@given(ODD, st.data())
def test_no_character_is_lost_and_none_is_markup(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    spans = st.builds(lambda a, b: Span(min(a, b), max(a, b)), st.integers(0, 50), st.integers(0, 50))
    marked = data.draw(st.lists(spans, max_size=3))
    html = render_text(text, Span(start, end), words=EN, figures=["70%", "0"], marked=marked)
    root = parse(html)
    for mask in root.find_class("mask"):
        mask.text = mask.get("data-written")
    assert root.text_content() == text[start:end]
    assert_harmless(html)
