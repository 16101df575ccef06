"""A written answer on the command line, and how near a sentence is to its quotes."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

from answers.__main__ import cli
from answers.writing.nearness import MOST_RANK, Nearness
from answers.writing.prompt import sources_of
from records import Finding, Stance
from tests.answers.shelf import YUNXI, cite, make_answer
from tests.protocol import say, serving

ENGLISH = "Which cities plan the principal rank system?"


@pytest.fixture
def served(plain_settings, monkeypatch, request):
    with serving(lambda *_: say(*request.param)) as server:
        monkeypatch.setenv("YAODIAN_LLM__BASE_URL", server.base_url)
        monkeypatch.setenv("YAODIAN_LLM__MODEL", "tiny")
        yield server


def run(*words: str):
    return CliRunner().invoke(cli, ["ask", *words])


@pytest.mark.parametrize("served", [("淄博市推行校长职级制改革[1]。另有一百所学校停课[1]。",)], indirect=True)
def test_ask_prints_the_written_answer_with_its_marks(served, demo_index, demo_answerer):
    result = run("--index", str(demo_index), "淄博的校长职级制")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[:3] == [
        "淄博市推行校长职级制改革[1]。",
        "另有一百所学校停课[1]。 ⚠ 引文中没有这个数字：一百所",
        "由tiny撰写，每句话都与引文核对过。",
    ]
    assert demo_answerer.ask("淄博的校长职级制").text not in result.stdout
    assert "[1] “" in result.stdout


@pytest.mark.parametrize("served", [("停课。",)], indirect=True)
def test_ask_falls_back_to_the_extractive_answer_and_says_so(served, demo_index, demo_answerer):
    result = run("--index", str(demo_index), "淄博的校长职级制")
    assert result.exit_code == 0
    reason = "tiny写的句子没有一句通过与引文的核对。以下是用报告原文作的回答。"
    assert reason in result.stdout
    assert result.stdout.index(reason) < result.stdout.index(demo_answerer.ask("淄博的校长职级制").text)


@pytest.mark.parametrize("served", [("淄博市推行校长职级制改革[1]。",)], indirect=True)
def test_json_and_batches_get_the_written_answer_beside_the_other(served, demo_index, tmp_path):
    one = json.loads(run("--index", str(demo_index), "--json", "淄博的校长职级制").stdout)
    assert one["written"]["text"] == "淄博市推行校长职级制改革[1]。"
    assert one["answer"]
    (tmp_path / "batch.jsonl").write_text('{"id": 1, "question": "淄博的校长职级制"}\n[]\n', encoding="utf-8")
    first, second = run("--index", str(demo_index), "--batch", "batch.jsonl").stdout.splitlines()
    assert json.loads(first)["written"] == one["written"]
    assert "error" in json.loads(second)
    assert "written" not in json.loads(run("--index", str(demo_index), "--json", "--no-llm", "校车").stdout)
    assert len(served.asked) == 2


def test_without_a_model_none_is_asked(plain_settings, demo_index):
    assert "written" not in json.loads(run("--index", str(demo_index), "--json", "校车").stdout)
    wanted = run("--index", str(demo_index), "--llm", "校车")
    assert (wanted.exit_code, wanted.stdout) == (1, "")
    assert wanted.stderr.startswith("error: setting llm.model: is empty; ")


def test_a_table_of_findings_has_no_words_for_a_model():
    assert run("--csv", "--llm", "校车").exit_code == 2


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sentence", "is_near"),
    [
        ("Zibo plans to introduce the principal rank system", True),
        ("The bureau will promote a reform of the ranks of school principals", True),
        ("Everybody gets a banana", False),
        ("All schools are closed until further notice", False),
        ("The canteens of the schools are inspected", False),
    ],
)
def test_nearness_tells_a_rewording_from_an_invention(real_demo_searcher, sentence, is_near):
    searcher = real_demo_searcher
    report = next(one for one in searcher.index.reports if one.place.name_en == "Zibo")
    start = report.text.index("校长职级制改革全面推行")
    passage = next(p for p in searcher.index.passages if p.report_id == report.report_id and p.start <= start < p.end)
    span = next(s for s in passage.sentences if s.start <= start < s.end)
    quote = replace(cite(YUNXI, "推行校车,覆盖70%。"), report_id=report.report_id, passage_id=passage.passage_id)
    quote = replace(quote, start=span.start, end=span.end, quote=span.of(report.text))
    finding = Finding(report, True, Stance.PLANNED, 0.9, (), (quote,))
    (source,) = sources_of(make_answer(finding))
    assert (Nearness(searcher).rank_of(sentence, [source]) <= MOST_RANK) is is_near
