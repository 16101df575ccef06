"""Summary or plan: read from the title and from the headings of the body, in folded text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from records import Kind

_TITLE_SUMMARY = re.compile(
    r"总结|小结|回顾|述职|工作(?:开展|完成|进展|落实)?情况|完成情况|落实情况|工作汇报|工作盘点|工作综述|亮点工作|(?:情况|年度)的?报告"
)
_TITLE_PLAN = re.compile(
    r"要点|计划|打算|工作安排|工作思路|工作谋划|重点工作(?!.{0,6}(?:情况|完成|总结))|重点任务|工作部署|工作目标|工作方案|工作重点"
)
_TITLE_BOTH = re.compile(r"工作报告(?!.{0,4}(?:会|制度))")

_HEADING_NUMBER = re.compile(
    r"^\s*(?:第?[一二三四五六七八九十]+(?:部分)?[、.．:：\s]|[（(][一二三四五六七八九十]+[)）]|\d{1,2}[、.．])?\s*"
)
_HEADING_PLAN = re.compile(
    r"(?:下一步|下半年|下阶段|下步|明年|来年|今后|接下来|(?:20\d\d|二[〇○零]..|xxxx)年).{0,14}"
    r"(?:打算|计划|安排|思路|要点|重点|任务|举措|谋划|措施|目标|总体要求|工作部署|设想|努力方向)"
    r"|(?:工作|主要|总体)(?:打算|思路|计划|安排|谋划|设想)|^下一步工作|^(?:努力方向|改进措施)|今后.{0,6}工作"
)
_HEADING_SUMMARY = re.compile(
    r"回顾|总结|(?:完成|开展|进展|落实|工作|主要)情况|(?:主要|工作|取得的?|突出|显著)成[效绩就]|主要做法|"
    r"(?:20\d\d|xxxx)年?.{0,4}(?:主要|重点)工作|过去(?:的)?一年"
)
_HEADING_PROBLEM = re.compile(
    r"(?:存在|面临|主要).{0,8}(?:问题|不足|困难|短板|挑战)|问题(?:与|和|及)(?:不足|困难|短板)"
)
# 2024年是实现规划目标任务的关键一年: what a year is, at the start of a review as of a plan.
_SAYS_WHAT_A_YEAR_IS = re.compile(r"(?:20\d\d|二[〇○零]..)年,?是")
_HEADING_YEAR = re.compile(r"20\d\d|二[〇○零]..")
_YEAR = re.compile(r"20\d\d(?=年)")
_LONGEST_HEADING = 40
_LONGEST_LOOK_BACK = 24

_PLANNED = re.compile(
    r"力争|争取|打算|将(?=[^来军领])|拟|努力|确保|力推|着力|进一步|加快|要(?=[抓推加做把以坚强])|年内|启动|深入(?:推进|实施)"
)
_DONE = re.compile(r"已|完成|获评|荣获|获得|被评|累计|先后|共有|以来|达到?(?=\d)|成功|新增|创建成")
_SHORTEST_PART = 150


@dataclass(frozen=True, slots=True)
class KindReading:
    """What kind a report is, and the words that said so."""

    kind: Kind
    how: str
    evidence: tuple[str, ...]


def kind_of_title(title: str) -> KindReading:
    """What the title alone says.

    Example:
        >>> [kind_of_title(title).kind.value for title in ("工作总结", "工作要点", "总结和计划", "简介")]
        ['summary', 'plan', 'both', 'unknown']
    """
    both = _TITLE_BOTH.search(title)
    if both:
        return KindReading(Kind.BOTH, "title", (both.group(),))
    summary, plan = _TITLE_SUMMARY.search(title), _TITLE_PLAN.search(title)
    words = tuple(match.group() for match in (summary, plan) if match)
    return KindReading(_kind(bool(summary), bool(plan)), "title", words)


def kind_of_report(title: str, text: str) -> KindReading:
    r"""What title and body say together; the body can only add to the title.

    A summary also plans where a heading says so (下半年工作打算), or where what stands behind its
    problems speaks of things to come; a plan also sums up where a heading looks back; without a word
    in the title, headings and the wording of what stands before them decide.

    Args:
        title: folded, or empty.
        text: folded body.

    Returns:
        The kind, ``how`` ``title`` or ``body``, and the words.

    Example:
        >>> kind_of_report("2022年上半年工作总结", "各项工作。\n二、存在问题和下半年工作打算\n推进改革。")
        KindReading(kind=<Kind.BOTH: 'both'>, how='body', evidence=('总结', '二、存在问题和下半年工作打算'))
    """
    by_title = kind_of_title(title)
    if by_title.kind is Kind.BOTH:
        return by_title
    plan, summary = _body_plan(text), _body_summary(text)
    if by_title.kind is Kind.SUMMARY:
        return _extend(by_title, plan or _plan_behind_problems(text))
    if by_title.kind is Kind.PLAN:
        return _extend(by_title, summary)
    if plan and not summary:
        summary = _summary_before(text, plan)
    kind = _kind(bool(summary), bool(plan))
    return KindReading(kind, "body", tuple(words for words in (summary, plan) if words))


def find_headings(text: str) -> Iterator[tuple[str, int, int]]:
    """Short lines and run-in openings such as ``下一步工作打算：`` that may be headings.

    Args:
        text: folded body.

    Yields:
        The words without their number, start and end in ``text``.
    """
    for line in re.finditer(r"[^\n]+", text):
        number = _HEADING_NUMBER.match(line.group())
        start = line.start() + (number.end() if number else 0)
        words = re.split(r"[。:：;；！!？?]", text[start : line.end()], maxsplit=1)[0].strip()
        if words and len(words) <= _LONGEST_HEADING and words.count("，") + words.count(",") <= 1:
            yield words, line.start(), start + len(words)


def find_plan_heading(text: str, *, has_year: bool = False) -> tuple[int, int] | None:
    """The span of the first heading that announces a plan, or of the first that names its year."""
    for words, start, end in find_headings(text):
        is_plan = _HEADING_PLAN.search(words) and not (_is_look_back(words) or says_what_a_year_is(words))
        if is_plan and (not has_year or _HEADING_YEAR.search(words)):
            return start, end
    return None


def is_summary_heading(words: str) -> bool:
    """Whether a heading looks back.

    Example:
        >>> is_summary_heading("2022年工作回顾"), is_summary_heading("2023年重点工作安排")
        (True, False)
    """
    if len(words) > _LONGEST_LOOK_BACK or not _HEADING_SUMMARY.search(words):
        return False
    return not _HEADING_PLAN.search(words) or bool(re.search(r"总结|回顾|情况|成[效绩就]", words))


def says_what_a_year_is(words: str) -> bool:
    """Whether a line opens with what a year is, as a review does and a plan.

    Example:
        >>> says_what_a_year_is("2024年是实现规划目标任务的关键一年"), says_what_a_year_is("2024年工作回顾")
        (True, False)
    """
    return bool(_SAYS_WHAT_A_YEAR_IS.match(words.lstrip()))


def _is_look_back(words: str) -> bool:
    """2022年重点工作完成情况 looks back, 存在问题和下半年工作打算 does not."""
    return bool(re.search(r"(?:完成|落实|开展|进展)情况$|回顾$|总结$", words))


def _body_plan(text: str) -> str:
    found = find_plan_heading(text)
    return text[found[0] : found[1]].strip() if found else ""


def _body_summary(text: str) -> str:
    for words, start, end in find_headings(text):
        if is_summary_heading(words):
            return text[start:end].strip()
    return ""


def _plan_behind_problems(text: str) -> str:
    """The heading of the problems, where what follows it is mostly a plan without a heading of its own."""
    for words, _, end in find_headings(text):
        if _HEADING_PROBLEM.search(words) and _is_plan(text[end:]):
            return words
    return ""


def _is_plan(text: str) -> bool:
    planned, done = len(_PLANNED.findall(text)), len(_DONE.findall(text))
    return len(text) >= _SHORTEST_PART and planned >= 5 and planned > done


def _summary_before(text: str, plan: str) -> str:
    before = text[: text.index(plan)]
    planned, done = len(_PLANNED.findall(before)), len(_DONE.findall(before))
    is_summary = len(before) >= _SHORTEST_PART and done > planned and (done >= 3 or _is_of_year_before(before, plan))
    return before.strip()[:20] if is_summary else ""


def _is_of_year_before(before: str, plan: str) -> bool:
    """2019年… before 2020年工作安排."""
    first, planned = _YEAR.search(before), _YEAR.search(plan)
    return bool(first and planned and int(first.group()) + 1 == int(planned.group()))


def _extend(reading: KindReading, words: str) -> KindReading:
    return KindReading(Kind.BOTH, "body", (*reading.evidence, words)) if words else reading


def _kind(is_summary: bool, is_plan: bool) -> Kind:
    if is_summary:
        return Kind.BOTH if is_plan else Kind.SUMMARY
    return Kind.PLAN if is_plan else Kind.UNKNOWN
