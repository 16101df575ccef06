"""The bundled encoders on public sets and on real reports: the bars that a change must not fall below."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from eval import RunResult, read_result
from eval.__main__ import cli

SHARED = Path(__file__).resolve().parents[2] / "../shared"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data sets lie beside the checkout, and are not here"),
]


def run(suite: str, out: Path, *words: str) -> RunResult:
    done = CliRunner().invoke(cli, ["run", suite, "--out", str(out), *words])
    assert done.exit_code == 0, done.stderr
    return read_result(out)


@pytest.mark.parametrize(
    ("suite", "at_least", "marked"),
    [
        (f"squad:{SHARED}/benchmarks/xquad.zh.json", 0.955, 0.74),
        (f"squad:{SHARED}/benchmarks/xquad.zh.json,{SHARED}/benchmarks/xquad.en.json", 0.85, 0.76),
    ],
    ids=["xquad-zh", "xquad-en-zh"],
)
def test_questions_find_their_own_paragraph_and_the_sentence_that_answers(tmp_path, suite, at_least, marked):
    result = run(suite, tmp_path / "found.json", "--sample", "240")
    figure = result.figure("recall@1")
    assert figure.count == 240
    assert figure.value >= at_least
    assert result.figure("answer in the marked sentence").value >= marked


def test_evidence_of_the_real_reports_is_found_in_every_language_and_quoted_word_for_word(tmp_path):
    result = run(f"gold:{SHARED}/gold/seeds.jsonl", tmp_path / "found.json", "--corpus", str(SHARED / "seeds"))
    recall = {one.name: one.figure("evidence recall@5").value for one in result.slices if one.by in ("all", "language")}
    assert recall.keys() == {"", "en", "zh-Hans", "zh-Hant"}
    assert recall.pop("") >= 0.93
    assert min(recall.values()) >= 0.89
    assert result.figure("citation fidelity").value == 1
    # Chunking may cut a quote in two, but seldom.
    assert result.figure("evidence in one passage").value >= 0.95
