import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from records import Language
from tests.web import shelf
from web.desk import Holdings
from web.exports import answer_as_file, answer_to_markdown, escape_markdown
from web.wording import Words

EN, HANS, _ = (Words(language) for language in Language)


def render(text):
    """What a CommonMark reader with HTML allowed makes of a text."""
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text)


def test_an_answer_is_written_with_its_sources():
    lines = answer_to_markdown(shelf.FOUND, EN).split("\n")
    assert lines[0] == "## which cities plan principal rank reform"
    at = lines.index("### Sources")
    assert lines[at + 2 : at + 8] == [
        "\\[1\\] **Yunxi · 2022**", "",
        "> 在全市公办中小学推行校长职级制，年内覆盖面达到70%，到2023年达到100%。", "",
        "云溪市教育局2022年工作要点 / 一、深化教育改革 / 1\\. 推进校长职级制改革。", "",
    ]  # fmt: skip
    assert sum(line.startswith("> ") for line in lines) == 3


def test_only_a_web_address_becomes_a_link():
    def linked(link):
        report = replace(shelf.YUNXI_REPORT, link=link)
        finding = replace(shelf.FOUND.findings[0], report=report)
        return render(answer_to_markdown(replace(shelf.FOUND, findings=(finding,)), EN))

    assert '<a href="https://example.org/a?b=1%3E%3Cscript%3E">' in linked("https://example.org/a?b=1><script>")
    assert "<a " not in linked("javascript:window.hacked=1")


@pytest.mark.parametrize("words", [EN, HANS], ids=["en", "hans"])
def test_nothing_of_a_report_or_question_is_markup(words):
    text = f"{shelf.ATTACK}\n# a heading\n* [x](javascript:alert(1)) ![y](http://e.org/z.png) | a | b |\n1. one `code`"
    finding = replace(
        shelf.FOUND.findings[1],
        citations=(replace(shelf.FOUND.findings[1].citations[0], quote=text, heading_path=(shelf.ATTACK, text)),),
    )
    html = render(answer_to_markdown(replace(shelf.FOUND, question=text, text=text, findings=(finding,)), words))
    for tag in ("<script", "<img", "<a ", "<ul", "<ol", "<table", "<code", "<h1", "<pre"):
        assert tag not in html, tag


@given(st.text(alphabet="*_`#>-+.!|[]()<>&~^$=:@{}\\ \n\tab1校http://", min_size=1, max_size=40))
def test_an_escaped_text_is_shown_as_it_stands(text):
    """A CommonMark reader shows the very text, in one paragraph."""
    shown = render(f"x{escape_markdown(text)}")
    expected = "x" + " ".join(text.split())
    plain = shown.removeprefix("<p>").removesuffix("</p>\n")
    assert "<" not in plain
    for name, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        plain = plain.replace(name, character)
    assert " ".join(plain.split()) == expected


def test_a_table_guards_what_a_spreadsheet_would_run():
    report = replace(shelf.YUNXI_REPORT, source="=cmd|' /C calc'!A0")
    finding = replace(shelf.FOUND.findings[0], report=report)
    table = answer_as_file(replace(shelf.FOUND, findings=(finding,)), "csv", Holdings(shelf.answer, shelf.CATALOGUE))
    assert "'=cmd|' /C calc'!A0" in table.splitlines()[1]


def test_json_is_that_of_the_command_line(demo_answerer):
    found = demo_answerer.ask("校长职级制")
    told = json.loads(answer_as_file(found, "json", Holdings(demo_answerer.ask, shelf.CATALOGUE, demo_answerer)))
    assert (told["question"], told["answer"], len(told["findings"])) == ("校长职级制", found.text, 5)
