"""An invented shelf of reports with hand-made answers, for tests of the page alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from answers import SentenceStatus, WrittenAnswer, WrittenSentence
from records import (
    Answer,
    Citation,
    Clue,
    Coverage,
    Failure,
    Filters,
    Finding,
    Hit,
    Kind,
    Language,
    Leg,
    Level,
    Passage,
    Period,
    Place,
    QuestionKind,
    Repair,
    Report,
    Section,
    Span,
    Stance,
    TokenMatch,
    Understanding,
)  # fmt: skip
from web.catalogue import Catalogue

ATTACK = """<img src=x onerror="window.hacked='img'"><script>window.hacked='script'</script>"""
TEMPLATES = "${window.hacked='js'} {{window}} `${1}` </textarea></script>"

YUNXI = """云溪市教育局2022年工作要点
一、深化教育改革
1. 推进校长职级制改革。在全市公办中小学推行校长职级制，年内覆盖面达到70%，到2023年达到100%。
2. 深化集团化办学。新组建教育集团xx个，170%的说法不准确。
二、扩大学前教育资源
3. 新建、改扩建公办幼儿园12所，新增学位3240个。
""" + "".join(f"{number}. 第{number}项工作按计划推进，各区县每季度报告一次进展情况。\n" for number in range(4, 40))

BEIHE = """北河市教育局2019年工作總結和2020年工作要點
第一部分 2019年工作總結
一、完成校長職級制改革試點
三個縣區的五十六名校長完成首次職級認定，優秀比例為15.5%。
二、辦學條件
投入資金**萬元，改造薄弱學校。
第二部分 2020年工作要點
（一）全面推行校長職級制。將試點擴大到所有縣區。
"""

HOSTILE = f"""某县教育局工作总结{ATTACK}
一、坏文字{TEMPLATES}
本县没有谈到此事。{ATTACK}{TEMPLATES}也没有别的。
"""


def _report(report_id: str, text: str, place: Place, period: Period, **more: object) -> Report:
    fields: dict[str, object] = {
        "title": text.split("\n")[0], "bureau": f"{place.name}教育局" if place.name else "", "kind": Kind.PLAN,
        "published": "2022-03-01", "source": f"{report_id}.txt", "sha256": "0" * 64, "language": Language.HANS,
    }  # fmt: skip
    return Report(report_id=report_id, text=text, place=place, period=period, **(fields | more))  # type: ignore[arg-type]


REPORTS = (
    _report("yunxi", YUNXI, Place("云溪市", "Yunxi", Level.CITY, "山东省"), Period(year=2022)),
    _report(
        "beihe", BEIHE, Place("北河市", "Beihe", Level.CITY, is_inferred=True), Period(year=2019, plan_year=2020),
        language=Language.HANT, kind=Kind.BOTH, repairs=(Repair("pinyin", 516), Repair("chrome", 2)),
        link="javascript:window.hacked='link'", clues=(Clue("place", "北河市", "inferred", f"北河{ATTACK}"),),
    ),
    _report(
        "hostile" + ATTACK, HOSTILE, Place(), Period(is_masked=True), kind=Kind.SUMMARY,
        source=f"{ATTACK}.txt", published="",
    ),
    _report("linshan", "临山县教育局2021年上半年工作总结\n一、安全\n全县校园安全形势平稳。\n",
            Place("临山县", "Linshan", Level.COUNTY), Period(year=2021, half=1), link="https://example.org/a?b=1&c=2"),
)  # fmt: skip
BY_ID = {report.report_id: report for report in REPORTS}
YUNXI_REPORT, BEIHE_REPORT, HOSTILE_REPORT, LINSHAN_REPORT = REPORTS


def _sections(report: Report, *headings: tuple[str, ...]) -> list[Section]:
    """Sections that begin where the last heading of each path stands; the title line lies in none."""
    starts = [report.text.index(path[-1], report.text.index("\n")) for path in headings]
    ends = [*starts[1:], len(report.text)]
    return [
        Section(f"{report.report_id}/{number}", report.report_id, path, start, end, Stance.NONE)
        for number, (path, start, end) in enumerate(zip(headings, starts, ends, strict=True))
    ]


SECTIONS = [
    *_sections(
        YUNXI_REPORT,
        ("一、深化教育改革",),
        ("一、深化教育改革", "1. 推进校长职级制改革。"),
        ("一、深化教育改革", "2. 深化集团化办学。"),
        ("二、扩大学前教育资源",),
    ),
    *_sections(
        BEIHE_REPORT,
        ("第一部分 2019年工作總結",),
        ("第一部分 2019年工作總結", "一、完成校長職級制改革試點"),
        ("第一部分 2019年工作總結", "二、辦學條件"),
        ("第二部分 2020年工作要點",),
        ("第二部分 2020年工作要點", "（一）全面推行校長職級制。"),
    ),
    *_sections(HOSTILE_REPORT, (f"一、坏文字{TEMPLATES}",)),
    *_sections(LINSHAN_REPORT, ("一、安全",)),
]
CATALOGUE = Catalogue.of(REPORTS, SECTIONS)


def cite(report: Report, quote: str) -> Citation:
    start = report.text.index(quote)
    path = CATALOGUE.heading_path(report.report_id, start)
    return Citation(report.report_id, f"{report.report_id}#0", start, start + len(quote), quote, path)


def find(report: Report, stance: Stance, figures: tuple[str, ...], *quotes: str, is_supported: bool = True) -> Finding:
    citations = tuple(cite(report, quote) for quote in quotes)
    return Finding(report, is_supported, stance, 0.9 if is_supported else 0.2, figures, citations)


def hit(rank: int, report: Report, passage: str, best: str | None) -> Hit:
    start = report.text.index(passage)
    span = Span(start, start + len(passage))
    at = report.text.index(best) if best else 0
    legs = (Leg("e5:passages", 0.71, 1), Leg("muse:sentences", 0.5, 2), Leg("bm25", 3.25, rank))
    section = f"{report.report_id}/0"
    held = Passage(f"{report.report_id}#{rank}", section, report.report_id, span.start, span.end, (span,))
    sentence = Span(at, at + len(best)) if best else None
    if rank > 1:
        return Hit(held, 1 / rank, rank, sentence, legs)
    told = {"terms": ("校长职级制",), "tokens": (TokenMatch("rank", "职级", 0.8125),), "probability": 0.9}
    return Hit(held, 1.0, 1, sentence, legs, duplicates=("beihe#9",), **told)  # type: ignore[arg-type]


PLANNED_QUOTE = "在全市公办中小学推行校长职级制，年内覆盖面达到70%，到2023年达到100%。"
DONE_QUOTE = "三個縣區的五十六名校長完成首次職級認定，優秀比例為15.5%。"
GOING_QUOTE = "將試點擴大到所有縣區。"
MASKED_QUOTE = "投入資金**萬元，改造薄弱學校。"

FOUND = Answer(
    question="which cities plan principal rank reform",
    language=Language.EN,
    text="Two of four reports say so.\nYunxi plans it [1]; Beihe has done it [2] and goes on [3]. See also [9].\n"
    f"Yunxi · 2022 · planned: “{PLANNED_QUOTE}” [1]\nand 8 more reports in the table below.",
    findings=(
        find(YUNXI_REPORT, Stance.PLANNED, ("70%", "100%"), PLANNED_QUOTE),
        find(BEIHE_REPORT, Stance.BOTH, ("15.5%",), DONE_QUOTE, GOING_QUOTE),
        find(HOSTILE_REPORT, Stance.NONE, (), f"本县没有谈到此事。{ATTACK}{TEMPLATES}", is_supported=False),
        find(LINSHAN_REPORT, Stance.NONE, (), is_supported=False),
    ),
    hits=(
        hit(1, YUNXI_REPORT, f"1. 推进校长职级制改革。{PLANNED_QUOTE}", PLANNED_QUOTE),
        hit(2, BEIHE_REPORT, DONE_QUOTE, DONE_QUOTE),
        hit(3, BEIHE_REPORT, MASKED_QUOTE, None),
        hit(4, YUNXI_REPORT, "2. 深化集团化办学。新组建教育集团xx个，170%的说法不准确。", None),
        hit(5, YUNXI_REPORT, "3. 新建、改扩建公办幼儿园12所，新增学位3240个。", None),
        hit(6, HOSTILE_REPORT, "也没有别的。", None),
        hit(7, LINSHAN_REPORT, "全县校园安全形势平稳。", None),
    ),
    is_abstained=False,
    coverage=Coverage(4, 2, 2, (Failure(f"broken{ATTACK}.pdf", "a PDF without text: run OCR first"),)),
)
ABSTAINED = Answer(
    question="谁修了地铁",
    language=Language.HANS,
    text="没有报告提到。",
    findings=tuple(find(report, Stance.NONE, (), is_supported=False) for report in REPORTS),
    hits=FOUND.hits[6:],
    is_abstained=True,
    coverage=Coverage(4, 0, 4, ()),
)


REFORM = Understanding(
    question="which cities plan principal rank reform", kind=QuestionKind.WHICH_REPORTS,
    topic="principal rank reform", stance=Stance.PLANNED, terms=("校长职级制", "职级制改革"),
)  # fmt: skip
NO_FILTERS = Filters()
FOLLOWS = ("and ", "那", "how about ")


def understand(question: str, previous: Understanding | None) -> Understanding:
    """What a question is taken for; one that begins like a follow-up takes up the one before."""
    if previous is not None and question.startswith(FOLLOWS):
        return replace(previous, question=f"{previous.question} ({question})", places=("青岛市",))
    return replace(REFORM, question=question)


def answer(
    question: str,
    *,
    filters: Filters = NO_FILTERS,
    previous: Understanding | None = None,
    understood: Understanding | None = None,
) -> Answer:
    """The hand-made answer that fits a question: one about reform is found, another is not.

    A filter keeps the findings of its places; the years, kinds and stances of a filter are not looked at.
    """
    read = understood or understand(question, previous)
    found = FOUND if any(word in read.question for word in ("reform", "职级", "職級")) else ABSTAINED
    kept = tuple(one for one in found.findings if not filters.places or one.report.place.name in filters.places)
    n = sum(one.is_supported for one in kept)
    coverage = Coverage(len(kept), n, len(kept) - n, found.coverage.unreadable)
    return replace(found, question=question, findings=kept, coverage=coverage, is_abstained=n == 0, understood=read)


def write(found: Answer) -> Iterator[WrittenAnswer]:
    """An answer as a model would write it: a sentence that holds, one that does not, and its end."""
    held = WrittenSentence("Yunxi wants to reach 70% this year [1].", (1,), SentenceStatus.OK)
    failed = WrittenSentence(f"Beihe reached 99% [2]. {ATTACK}", (2,), SentenceStatus.FIGURE_MISMATCH, ("99%",))
    written = WrittenAnswer(found.language, "a-model", (held,))
    yield written
    yield replace(written, sentences=(held, failed))
    if "fails" in found.question:
        yield replace(written, is_complete=True, fallback_reason=f"The model is gone.{ATTACK}")
    else:
        yield replace(written, sentences=(held, failed), n_dropped=1, is_complete=True)
