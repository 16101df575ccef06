"""Hand-made reports and findings, for tests of the answer's words."""

from __future__ import annotations

from dataclasses import replace

from records import (
    Answer,
    Citation,
    Coverage,
    Failure,
    Filters,
    Finding,
    Kind,
    Language,
    Level,
    Period,
    Place,
    QuestionKind,
    Report,
    Stance,
    Understanding,
)


def make_report(report_id: str, text: str, place: Place, period: Period) -> Report:
    return Report(
        report_id=report_id,
        title=report_id,
        bureau="",
        place=place,
        period=period,
        kind=Kind.PLAN,
        published="",
        source=f"{report_id}.txt",
        sha256="0" * 64,
        language=Language.HANS,
        text=text,
        link="https://example.org/1" if report_id == "yunxi" else "",
    )


YUNXI = make_report(
    "yunxi", "推行校车,覆盖70%。增加校车12辆。", Place("云溪市", "Yunxi", Level.CITY), Period(year=2022)
)
BEIHE = make_report(
    "beihe", "校車已开通xx辆。", Place("北龙市", "Beilong", Level.CITY, is_inferred=True), Period(2021, 1, 2022)
)
HIDDEN = make_report("hidden", "加强食堂管理。", Place("", "", Level.COUNTY), Period(is_masked=True))
REPORTS = (YUNXI, BEIHE, HIDDEN)


def cite(report: Report, quote: str, *path: str) -> Citation:
    start = report.text.index(quote)
    return Citation(report.report_id, f"{report.report_id}#0", start, start + len(quote), quote, path)


PLANNED = Finding(
    YUNXI, True, Stance.PLANNED, 0.93, ("70%", "12辆"),
    (cite(YUNXI, "推行校车,覆盖70%。", "一、交通", "1.校车"), cite(YUNXI, "增加校车12辆。", "一、交通", "1.校车")),
)  # fmt: skip
DONE = Finding(BEIHE, True, Stance.DONE, 0.8, (), (cite(BEIHE, "校車已开通xx辆。"),))
SILENT = Finding(HIDDEN, False, Stance.NONE, 0.125, (), (cite(HIDDEN, "加强食堂管理。", "二、食堂"),))
UNREADABLE = Failure("scan.pdf", "a PDF without text: run OCR first")


CITIES = Understanding("", QuestionKind.WHICH_REPORTS, "校车", level=Level.CITY)
DISTRICT_REPORT = make_report("district", "推行校车。", Place("", "", Level.COUNTY), Period(year=2022))
DISTRICT = Finding(DISTRICT_REPORT, True, Stance.PLANNED, 0.99, (), (cite(DISTRICT_REPORT, "推行校车。", "一、交通"),))
ANYWHERE = Filters()


def at(place: Place, finding: Finding = PLANNED, *, report_id: str = "there") -> Finding:
    return replace(finding, report=replace(finding.report, report_id=report_id, place=place))


PINGDU = at(Place("平度市", "Pingdu", Level.COUNTY), report_id="pingdu")
BEIJING = at(Place("北京市", "Beijing", Level.PROVINCE), report_id="beijing")


def make_answer(*findings: Finding, language: Language = Language.EN, unreadable: tuple[Failure, ...] = ()) -> Answer:
    supporting = sum(finding.is_supported for finding in findings)
    return Answer(
        question="school buses",
        language=language,
        text="The words.",
        findings=findings,
        hits=(),
        is_abstained=supporting == 0,
        coverage=Coverage(len(findings), supporting, len(findings) - supporting, unreadable),
    )
