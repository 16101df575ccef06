"""Reports made of a text, and a strategy for texts that look like reports."""

from hypothesis import strategies as st

from records import Kind, Language, Period, Place, Report


def write_report(text, *, kind=Kind.UNKNOWN, period=None, report_id="r"):
    return Report(report_id, "", "", Place(), period or Period(), kind, "", "", "0" * 64, Language.HANS, text)


_NUMBERS = [
    "一、",
    "二、",
    "三、",
    "（一）",
    "(二)",
    "（三）",
    "1.",
    "2．",
    "3、",
    "（1）",
    "①",
    "②",
    "第一章 ",
    "第二部分 ",
    "## ",
    "12、13",
    "1.5",
]
_PIECES = [
    "一是", "二是", "三是", "实施课程建设行动。", "全力保供给。", "今年工作安排：", "总体要求：",
    "存在问题", "工作打算", "2022年", "抓好校园安全", "已经完工", "将继续推进", "各校，",
    "努力；", "办好教育。", "学位多了一千个，", "“双减”", "xx所", "。", "！",
    "\n", "\n\n", " ", "\u3000",
]  # fmt: skip


def report_texts():
    """Texts put together from headings, phrases and breaks in any order, and any Unicode."""
    phrases = st.sampled_from([*_NUMBERS, *_PIECES])
    long = st.builds(lambda phrase, times: phrase * times, st.sampled_from(_PIECES), st.integers(1, 60))
    written = st.lists(st.one_of(phrases, long), max_size=60).map("".join)
    return st.one_of(written, written, st.text(max_size=300))
