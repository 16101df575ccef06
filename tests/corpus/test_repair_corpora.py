"""Real documents: clean ones lose nothing of their text, repeated ones keep every line once."""

import time
from collections import Counter
from pathlib import Path

import pytest

from corpus.repair import STEPS, repair

CORPORA = Path(__file__).resolve().parents[2] / "../shared/corpora"
REPEATED = CORPORA / "state-gwr-gb18030"
CLEAN = CORPORA / "prov-gwr-2025/txt"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CORPORA.is_dir(), reason="the real documents lie beside the repository only"),
]


def visible(text):
    return "".join(text.split())


def test_clean_reports_lose_only_the_name_of_their_source():
    for path in sorted(CLEAN.glob("*.txt")):
        text = path.read_text(encoding="utf-8").replace("\u200c", "")
        repaired = repair(text)
        assert all(line.replace(" ", "").startswith("来源") for line in repaired.removed)
        assert len(repaired.removed) <= 1
        left = text
        for line in repaired.removed:
            left = left.replace(line, "", 1)
        assert visible(repaired.text) == visible(left)


@pytest.mark.parametrize("year", [1956, 1978, 1985, 1999, 2008])
def test_repeated_reports_keep_every_paragraph_once(year):
    text = (REPEATED / f"{year}.txt").read_bytes().decode("gb18030").replace("<U+00A0>", " ")
    long_lines = {visible(line) for line in text.split("\n") if len(visible(line)) >= 60}
    paragraphs = {line for line in long_lines if "www.gov.cn" not in line and "turnpage" not in line}
    kept = Counter(visible(line) for line in repair(text).text.split("\n"))
    assert {paragraph: kept[paragraph] for paragraph in paragraphs} == dict.fromkeys(paragraphs, 1)


@pytest.mark.parametrize("year", [1956, 1978, 1985, 1999, 2008, 2017])
def test_repeated_reports_lose_their_chrome(year):
    fixed = repair((REPEATED / f"{year}.txt").read_bytes().decode("gb18030")).text
    assert not [
        sign for sign in ("<!--", "U+00A0", "字体", "责任编辑", "E-mail", "当前位置", "下一页") if sign in fixed
    ]


def test_clean_text_passes_at_five_megabytes_a_second():
    texts = [path.read_text(encoding="utf-8") for path in sorted(CLEAN.glob("*.txt"))] * 3
    repair(texts[0])
    steps = [step for name, step in STEPS if name != "gbk out of step"]
    start = time.process_time()
    for text in texts:
        for step in steps:
            step(text)
    size = sum(len(text.encode()) for text in texts) / 1e6
    assert size / (time.process_time() - start) >= 5
