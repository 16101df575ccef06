"""Reading: every format gives its text, every file that cannot be read gives its reason."""

from __future__ import annotations

import io
import json
import os
import random
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from docx import Document as WordDocument
from fpdf import FPDF
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.formats.docx import read_docx
from corpus.formats.html import extract_html, is_html
from corpus.formats.markdown import read_markdown, strip_markdown
from corpus.formats.pdf import read_pdf
from corpus.reading import read_document
from corpus.tidy import tidy_text
from errors import CorpusError
from tests.corpus.files import make_docx, make_pdf, make_zip

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[1] / "../shared"
FAILURES = json.loads((HERE / "cases" / "failures.json").read_text(encoding="utf-8"))
MARKDOWN = json.loads((HERE / "cases" / "markdown.json").read_text(encoding="utf-8"))


def paragraph(text, properties=""):
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


@pytest.mark.parametrize("case", FAILURES, ids=lambda case: case["name"])
def test_failures_say_why(case, tmp_path):
    path = tmp_path / case["name"]
    path.write_bytes(bytes.fromhex(case["hex"]) if "hex" in case else case["text"].encode())
    with pytest.raises(CorpusError) as caught:
        read_document(path)
    assert caught.value.source == case["name"]
    assert caught.value.reason.startswith(case["reason"])
    assert ": " in caught.value.reason  # what to do follows the colon
    assert "\n" not in caught.value.reason


def test_missing_file_and_broken_link(tmp_path):
    link = tmp_path / "a.txt"
    link.symlink_to(tmp_path / "gone.txt")
    with pytest.raises(CorpusError, match="it is no regular file"):
        read_document(link)


def test_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(CorpusError, match="it is no regular file"):
        read_document(tmp_path / "a.txt")


def test_text_file(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("工作总结\r\n一、回顾\r二、打算\n".encode("gb18030"))
    document = read_document(path)
    assert document.text == "工作总结\n一、回顾\n二、打算\n"
    assert (document.format, document.encoding, document.title) == ("txt", "gb18030", "")


def test_sha256_is_of_the_files_bytes(tmp_path):
    """The value for "abc" is the first example of FIPS 180-2."""
    (tmp_path / "a.txt").write_bytes(b"abc")
    assert read_document(tmp_path / "a.txt").sha256 == (
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )


def test_html_in_a_text_file(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("[<div id='box'><h4>各位代表：</h4><p>现在报告工作。</p><h5>一、回顾</h5></div>]", encoding="utf-8")
    document = read_document(path)
    assert (document.text, document.format) == ("各位代表：\n现在报告工作。\n一、回顾", "html")


@pytest.mark.parametrize("text", ["完成率<90%，其中<p>表示学生数", "a < b > c", "《工作要点》<div", "普通文本"])
def test_signs_in_text_are_no_html(text):
    assert not is_html(text)


PAGE = """<?xml version="1.0" encoding="gb2312"?>
<!DOCTYPE html><html><head><title>某市教育局2022年工作总结-某市教育局网站</title>
<meta name="ArticleTitle" content="某市教育局2022年工作总结"><meta name="PubDate" content="2022-12-01 10:00">
<link rel="canonical" href="http://example.org/a.html"><script>var x = "坏";</script><style>p{color:red}</style></head>
<body><form id="aspnetForm">
<div class="nav"><ul><li><a>首页</a></li><li><a>政务公开</a></li><li><a>办事服务</a></li></ul></div>
<div class="wrap"><h1>某市教育局2022年工作总结</h1><div class="content">
<h3>一、主要工作</h3>%s<p>推行校长职级制改革，
    覆盖<b>70%%</b>的学校。<br>推进县管校聘。</p><ul><li>新建幼儿园5所</li><li>新增学位1200个</li></ul>
<table><tr><th>项目</th><th>数量</th></tr><tr><td><p>幼儿园</p></td><td><p>5</p></td></tr></table>
<h3>二、下一步打算</h3><p onclick="x()">继续推进。</p></div></div>
<footer>版权所有 某市教育局</footer></form></body></html>"""


def test_html_page():
    body = "".join(
        f"<p>　　全市教育系统认真落实第{at}项任务，新建学校{at}所，成效明显，群众满意。</p>" for at in range(1, 9)
    )
    found = extract_html(PAGE % body)
    assert (found.title, found.published, found.link) == (
        "某市教育局2022年工作总结",
        "2022-12-01",
        "http://example.org/a.html",
    )
    lines = found.text.split("\n")
    assert lines[:3] == [
        "某市教育局2022年工作总结",
        "一、主要工作",
        "全市教育系统认真落实第1项任务，新建学校1所，成效明显，群众满意。",
    ]
    assert lines[10:] == [
        "推行校长职级制改革，覆盖70%的学校。",
        "推进县管校聘。",
        "新建幼儿园5所",
        "新增学位1200个",
        "项目\t数量",
        "幼儿园\t5",
        "二、下一步打算",
        "继续推进。",
    ]


def test_html_date_is_never_made_up():
    assert extract_html("<div><p>2019年工作回顾</p><p>Copyright 2020</p></div>").published == ""
    assert extract_html("<div><p>发布日期：2021年3月5日 来源：办公室</p><p>正文。</p></div>").published == "2021-03-05"


def test_layout_table_keeps_its_lines():
    long = "今年以来，全市教育系统认真落实各项任务。" * 12
    assert extract_html(f"<table><tr><td>栏目</td><td><p>{long}</p><p>二、打算</p></td></tr></table>").text.split(
        "\n"
    ) == [
        "栏目",
        long,
        "二、打算",
    ]


@pytest.mark.parametrize("case", MARKDOWN, ids=lambda case: case["label"])
def test_markdown(case):
    assert strip_markdown(case["text"]) == case["expected"]


def test_front_matter():
    data = "---\ntitle: 2022年工作要点\ndate: 2022-03-01\nlink: https://example.org/a\n---\n# 工作要点\n正文".encode()
    found = read_markdown(data, source="a.md")
    assert (found.text, found.title, found.published, found.link) == (
        "工作要点\n正文",
        "2022年工作要点",
        "2022-03-01",
        "https://example.org/a",
    )


@given(st.text(alphabet="工作要点，。1ab \n　"))
@settings(deadline=None)
def test_markdown_leaves_plain_text_alone(text):
    assert strip_markdown(text) == text


def test_docx_paragraphs_and_tables_in_order(tmp_path):
    word = WordDocument()
    word.add_heading("一、工作回顾", level=1)
    table = word.add_table(rows=2, cols=2)
    for row, texts in zip(table.rows, (("项目", "数量"), ("幼儿园", "5")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.add_row().cells[0].merge(table.rows[2].cells[1]).text = "合计5所"
    word.add_paragraph("二、下一步打算")
    word.save(str(tmp_path / "a.docx"))
    document = read_document(tmp_path / "a.docx")
    assert document.text == "一、工作回顾\n项目\t数量\n幼儿园\t5\n合计5所\n二、下一步打算"
    assert (document.format, document.encoding) == ("docx", "")


def test_docx_text_that_python_docx_passes_over():
    body = (
        "<w:sdt><w:sdtContent>" + paragraph("控件中的标题") + "</w:sdtContent></w:sdt>"
        "<w:p><w:r><w:t>于</w:t></w:r><w:smartTag><w:r><w:t>2022年3月1日</w:t></w:r></w:smartTag>"
        "<w:ins><w:r><w:t>新增</w:t></w:r></w:ins><w:del><w:r><w:delText>删去</w:delText></w:r></w:del>"
        "<w:hyperlink><w:r><w:t>印发</w:t></w:r></w:hyperlink><w:r><w:br/><w:t>第二行</w:t></w:r></w:p>"
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>" + paragraph("框中文字") + "</w:txbxContent>"
        "</mc:Choice><mc:Fallback><w:txbxContent>" + paragraph("框中文字") + "</w:txbxContent></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    found = read_docx(make_docx(body), source="a.docx").text
    assert [line for line in found.split("\n") if line] == [
        "控件中的标题",
        "于2022年3月1日新增印发",
        "第二行",
        "框中文字",
    ]


def test_docx_numbers_that_word_only_draws():
    def level(depth, kind, text):
        return (
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        )

    numbering = (
        '<w:abstractNum w:abstractNumId="0">'
        + level(0, "chineseCountingThousand", "%1、")
        + level(1, "chineseCountingThousand", "（%2）")
        + level(2, "decimal", "%1.%2.%3.")
        + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
        + level(0, "bullet", "\uf06c")
        + '</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="8"><w:abstractNumId w:val="1"/></w:num>'
    )
    styles = (
        '<w:style w:type="paragraph" w:styleId="Top"><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>'
    )

    def numbered(text, num_id, depth):
        return paragraph(
            text, f'<w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{num_id}"/></w:numPr></w:pPr>'
        )

    body = (
        paragraph("总体要求", '<w:pPr><w:pStyle w:val="Top"/></w:pPr>')
        + numbered("党建", 7, 1)
        + numbered("思政", 7, 1)
        + numbered("细目", 7, 2)
        + paragraph("正文")
        + numbered("重点工作", 7, 0)
        + numbered("校长职级制", 7, 1)
        + numbered("圆点", 8, 0)
        + numbered("", 7, 0)
    )
    found = read_docx(make_docx(body, numbering=numbering, styles=styles), source="a.docx").text
    assert found.split("\n") == [
        "一、总体要求",
        "（一）党建",
        "（二）思政",
        "一.二.1.细目",
        "正文",
        "二、重点工作",
        "（一）校长职级制",
        "圆点",
        "",
    ]


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({"a.txt": b"x"}, "its suffix says docx, but it is a zip archive"),
        ({"[Content_Types].xml": b"x", "xl/workbook.xml": b"x"}, "its suffix says docx, but it is an Excel workbook"),
        ({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x"}, "its Word package is damaged"),
        ({"[Content_Types].xml": b"<x/>", "word/document.xml": b"0" * (201 << 20)}, "it unpacks to 210,763,780 bytes"),
    ],
    ids=["zip", "excel", "damaged", "bomb"],
)
def test_packages_that_are_no_report(members, reason):
    with pytest.raises(CorpusError) as caught:
        read_docx(make_zip(members), source="a.docx")
    assert caught.value.reason.startswith(reason)


def test_truncated_docx():
    whole = make_docx(paragraph("一、工作回顾"))
    for size in range(100, len(whole) - 1, 97):
        with pytest.raises(CorpusError):
            read_docx(whole[:size], source="a.docx")


@pytest.mark.parametrize("make", [lambda: make_docx(paragraph("一、工作回顾")), lambda: make_pdf([["一、工作回顾"]])])
def test_damage_anywhere_is_a_corpus_error(make):
    """zlib, zipfile, lxml, python-docx and pdfium each fail in their own way; one file must not end a build."""
    whole, read = make(), read_docx if make().startswith(b"PK") else read_pdf
    moments = random.Random(7)
    outcomes = Counter()
    for _ in range(150):
        damaged = bytearray(whole)
        for _ in range(moments.choice([1, 5, 40])):
            damaged[moments.randrange(len(damaged))] = moments.randrange(256)
        try:
            read(bytes(damaged), source="a")
        except CorpusError:
            outcomes["refused"] += 1
        else:
            outcomes["read"] += 1
    assert outcomes["refused"] >= 30
    assert outcomes["read"] >= 5


def test_docx_whose_numbering_is_no_number():
    level = '<w:lvl w:ilvl="0"><w:start w:val="x"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    numbering = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
    numbering += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    with pytest.raises(CorpusError, match=r"its Word package is damaged .*: open it in Word or WPS"):
        read_docx(make_docx(paragraph("一、工作回顾"), numbering=numbering), source="a.docx")


def test_docx_whose_properties_have_no_type_is_read_without_a_title():
    with zipfile.ZipFile(io.BytesIO(make_docx(paragraph("一、工作回顾")))) as package:
        members = {name: package.read(name) for name in package.namelist()}
    relation = '<Relationship Id="r9" Type="%s/metadata/core-properties" Target="docProps/core.xml"/></Relationships>'
    relation %= "http://schemas.openxmlformats.org/package/2006/relationships"
    members["_rels/.rels"] = members["_rels/.rels"].replace(b"</Relationships>", relation.encode())
    members["[Content_Types].xml"] = members["[Content_Types].xml"].replace(
        b"</Types>", b'<Default Extension="xml" ContentType="application/xml"/></Types>'
    )
    members["docProps/core.xml"] = b"<x/>"
    extract = read_docx(make_zip(members), source="a.docx")
    assert (extract.text, extract.title) == ("一、工作回顾", "")


@pytest.mark.parametrize("markup", ["<!-- a --><!-- b -->", "<html></html>", "<!--<p><p>"])
def test_html_without_a_word_is_refused(tmp_path, markup):
    path = tmp_path / "a.html"
    path.write_text(markup, encoding="utf-8")
    with pytest.raises(CorpusError, match="it holds no text: remove it or fetch it again"):
        read_document(path)


def test_pdf_pages_without_their_numbers(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(
        make_pdf([["某市教育局2022年工作总结", "一、主要工作", "新建幼儿", "- 1 -"], ["园5所。", "第2页 共2页"]])
    )
    document = read_document(path)
    assert document.text == "某市教育局2022年工作总结\n一、主要工作\n新建幼儿\n园5所。"
    assert document.format == "pdf"


def test_pdf_that_cannot_be_read():
    locked, scan = FPDF(), FPDF()
    locked.add_page()
    locked.set_font("Helvetica")
    locked.cell(text="Work summary")
    locked.set_encryption(owner_password="a", user_password="b")
    scan.add_page()
    scan.rect(10, 10, 50, 50)
    with pytest.raises(CorpusError, match="locked by a password: save a copy without one"):
        read_pdf(bytes(locked.output()), source="a.pdf")
    with pytest.raises(CorpusError, match="no page of 1 holds text, it is probably a scan"):
        read_pdf(bytes(scan.output()), source="a.pdf")
    rubbish = "".join(chr(0xE000 + at) for at in range(60))
    with pytest.raises(CorpusError, match="its fonts do not say which characters they draw"):
        read_pdf(make_pdf([[rubbish]]), source="a.pdf")


def test_a_file_that_may_not_be_opened(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("工作总结", encoding="utf-8")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read every file")
    with pytest.raises(CorpusError, match=r"cannot be opened \(Permission denied\): check its permissions"):
        read_document(path)


@given(st.text())
@settings(deadline=None)
def test_tidied_text_can_be_written_and_is_stable(text):
    once = tidy_text(text + "\ud800\ufffe\r\n")
    once.encode("utf-8")
    assert "\r" not in once
    assert tidy_text(once) == once


@pytest.mark.parametrize("text", ["10³ ①② ㎡ ，：％ \uff21", "XXXX年，*县，**镇，……"])
def test_tidying_is_not_nfkc(text):
    assert tidy_text(text) == text


@pytest.mark.slow
def test_provincial_reports_have_the_text_of_their_paragraphs():
    """The .txt beside each .docx was taken from its paragraphs; only a text box line break differs (Jiangxi)."""
    folder = SHARED / "corpora" / "prov-gwr-2025"
    if not folder.is_dir():
        pytest.skip("the provincial reports are not on this machine")
    paths = sorted((folder / "docx").glob("*.docx"))
    assert len(paths) == 31
    for path in paths:
        expected = (folder / "txt" / f"{path.stem}.txt").read_text(encoding="utf-8")
        assert "".join(read_document(path).text.split()) == "".join(expected.split()), path.name


def test_state_council_pages_lose_nothing():
    folder = SHARED / "corpora" / "state-gwr-html"
    if not folder.is_dir():
        pytest.skip("the State Council reports are not on this machine")
    from lxml.html import fromstring

    for path in sorted(folder.glob("*.txt")):
        visible = fromstring(path.read_text(encoding="utf-8").strip().strip("[]")).text_content()
        assert "".join(read_document(path).text.split()) == "".join(visible.split()), path.name
