"""An invented shelf of reports whose places and years questions name."""

from __future__ import annotations

from dataclasses import replace

from records import Level, Period, Place, Report
from tests.indexer.materials import make_report


def _report(report_id: str, place: Place, **period: int | bool) -> Report:
    return replace(make_report(report_id, "推行校长职级制。"), place=place, period=Period(**period))


SHELF = (
    _report("zibo", Place("淄博市", "Zibo", Level.CITY, "山东省"), year=2022),
    _report("qiqihar", Place("齐齐哈尔市", "Qiqihar", Level.CITY, "黑龙江省"), year=2019, plan_year=2020),
    _report("hidden_city", Place("青岛市", "Qingdao", Level.CITY, "山东省", is_inferred=True), is_masked=True),
    _report("hidden_district", Place("", "", Level.COUNTY), year=2022),
    _report("jilin_city", Place("吉林市", "Jilin City", Level.CITY, "吉林省"), year=2021),
    _report("jilin_province", Place("吉林省", "Jilin", Level.PROVINCE, "吉林省"), year=2021),
    _report("mongolia", Place("内蒙古自治区", "Inner Mongolia", Level.PROVINCE, "内蒙古自治区"), year=2021),
    _report("xian", Place("西安市", "Xi'an", Level.CITY, "陕西省"), year=2023),
)
