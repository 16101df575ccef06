"""The stance of sections: from the words of their headings, the kind of report, and their own wording."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from indexer.headings import Style, find_marks, split_lines
from language import fold_text, split_sentences, stance_of
from records import Kind, Report, Section, Stance

# Headings that name a part of the report; folded. 强基计划 or 三年行动计划 inside a heading is a thing, not a part.
_PLANNED_HEADING = re.compile(
    r"(?:工作|任务|重点|发展|年度?|下一?步|半年|学期|季度|打算|初步|整体|具体)[^，。：]{0,6}(?:打算|计划|安排|思路|要点|部署|设想|谋划|规划|任务|目标|展望|建议)(?:[（(].*)?$"
    r"|^(?:下一?步|下一?阶段|下半年|明年|来年|今后|未来)|(?:^|[和与及、])(?:下一?步|下半年|明年|来年|今后)[^，。]{0,10}(?:工作|打算|计划|思路|安排|措施|举措)"
    r"|打算$|^(?:总体要求|总体思路|指导思想|工作思路|工作目标|主要目标|目标任务|重点任务|主要任务|努力方向|改进措施|对策)|工作要点|(?:重点|主要)任务"
)
_DONE_HEADING = re.compile(
    r"(?:工作|活动|任务|开展|完成|落实|推进|进展|建设|执行|履职|基本|主要)[^，。：]{0,6}(?:情况|回顾|总结|成效|成绩|成果|做法|亮点|经验|进展)(?:[（(].*)?$"
    r"|(?:工作)?回顾|取得[^，。]{0,8}(?:成效|成绩|进展|突破)|^(?:主要工作|主要做法|主要成效|主要成绩|工作亮点|特色工作|工作开展|亮点)|工作总结"
)
_PROBLEM_HEADING = re.compile(
    r"(?:存在|面临)[^，。：]{0,8}(?:问题|困难|不足|差距|短板|挑战|形势)|(?:主要|突出)(?:问题|困难|不足)|^(?:问题|困难|不足)(?:$|[和与及、])|(?:问题|困难|差距)(?:和|与|及)(?:不足|困难|建议|差距)|不足之处"
)
_SOLVES = re.compile(r"解决|破解|化解|整治|补齐|聚焦|针对|整改|治理|排查")
_NUMBERING = re.compile(
    r"^[第（(\u3014]?[一二三四五六七八九十百\d]{1,4}(?:部分|[章节篇编])?[）)\u3015]?[、.．：:，\s]*"
)
_YEAR = re.compile(r"(20\d\d)\s*年")
_LEADING_YEAR = re.compile(r"^(?:(?:20\d\d|[x*]{2,4})年?度?|[今去本]年|全年|上半年)\s*")


_YEAR_HEADING = re.compile(r"^(?:\W|[一二三四五六七八九十第部分])*(20\d\d)\s*年")
# What only tells in a report that both sums up and plans.
_LIKELY_PLANNED_HEADING = re.compile(r"重点工作$|工作重点$|工作(?:举措|措施)$")


def assign_stances(report: Report, sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Give every section its stance.

    The innermost heading that names a part of the report (…工作情况, 存在问题, …工作打算) or its year
    decides, then the kind of the report, then the section's own sentences. Where a point under
    存在问题 speaks of plans, or its number shows that a heading before it is lost, its own wording
    decides.

    Args:
        report: gives kind and period.
        sections: in text order, stances not yet set.

    Returns:
        The same sections with their stances.
    """
    basis = _basis_of_kind(report.kind)
    period = report.period
    planned = period.year_for(Stance.PLANNED)
    plan_year = planned if planned != period.year_for(Stance.DONE) else _find_plan_year(sections)
    said = {
        heading: stance_of_heading(heading, plan_year=plan_year, basis=basis)
        for section in sections
        for heading in section.heading_path
    }
    orphaned = _find_orphaned(sections)
    turns = [said[section.heading_path[0]] for section in sections if section.heading_path]
    # A report of both kinds sums up first: what stands before its first named part is done.
    opening = Stance.DONE if basis is Stance.NONE and {Stance.PLANNED, Stance.PROBLEM} & set(turns) else basis
    result = []
    for section in sections:
        if section.heading_path and said[section.heading_path[0]]:
            opening = basis
        inherited = opening
        for depth, heading in enumerate(section.heading_path, start=1):
            if depth == len(section.heading_path) or section.heading_path[:depth] not in orphaned:
                inherited = said[heading] or inherited
        body = _body_of(report.text, section)
        result.append(replace(section, stance=_stance_of_body(body, inherited)))
    return tuple(_fill_lone_headings(result))


def _fill_lone_headings(sections: list[Section]) -> list[Section]:
    """A heading without words of its own takes the stance of the first section under it."""
    filled = list(sections)
    for index in range(len(filled) - 2, -1, -1):
        section, below = filled[index], filled[index + 1]
        is_parent = len(below.heading_path) > len(section.heading_path) > 0
        if section.stance is Stance.NONE and is_parent:
            filled[index] = replace(section, stance=below.stance)
    return filled


def _find_orphaned(sections: Sequence[Section]) -> set[tuple[str, ...]]:
    """Paths whose points do not count on: a page break or a paywall ate the heading between.

    二、存在问题 followed by 3. after 一、 with 1. to 4.: the points are not its own.
    """
    orphaned: set[tuple[str, ...]] = set()
    seen: set[tuple[str, ...]] = set()
    last: dict[Style, int] = {}
    for section in sections:
        path = section.heading_path
        mark = next(iter(find_marks(path[-1], split_lines(path[-1]))), None) if path else None
        if mark is None:
            continue
        if path[:-1] not in seen and mark.value not in (1, last.get(mark.style, 0) + 1):
            orphaned.add(path[:-1])
        seen.add(path[:-1])
        last[mark.style] = mark.value
    return orphaned


def stance_of_heading(heading: str, *, plan_year: int | None = None, basis: Stance = Stance.NONE) -> Stance | None:
    """What a heading says about the text under it; None where it names no part of a report.

    A heading of problems and plans together counts as plans: the sentences under it tell which
    of them speak of problems.

    Args:
        heading: in either script, numbering allowed.
        plan_year: the year the report plans, where it also sums up another.
        basis: what the kind of the report says; NONE lets 重点工作 alone mean a plan.

    Example:
        >>> stance_of_heading("二、下半年工作打算")
        <Stance.PLANNED: 'planned'>
        >>> stance_of_heading("15.加快化解大校额问题")
    """
    words = _NUMBERING.sub("", fold_text(heading)).rstrip("：:。 ")
    year = _YEAR.search(words)
    is_plan_year = year is not None and int(year[1]) == plan_year
    words = _LEADING_YEAR.sub("", words)
    if _PLANNED_HEADING.search(words):
        return Stance.PLANNED
    if _PROBLEM_HEADING.search(words) and not _SOLVES.search(words):
        return Stance.PROBLEM
    if is_plan_year:
        return Stance.PLANNED
    if _DONE_HEADING.search(words) or (year and plan_year and int(year[1]) == plan_year - 1):
        return Stance.DONE
    return Stance.PLANNED if basis is Stance.NONE and _LIKELY_PLANNED_HEADING.search(words) else None


def _find_plan_year(sections: Sequence[Section]) -> int | None:
    """The later of two neighbouring years that begin top headings: 一、2024年… 二、2025年…."""
    tops = {section.heading_path[0] for section in sections if section.heading_path}
    years = {int(match[1]) for top in tops if (match := _YEAR_HEADING.match(fold_text(top)))}
    return max(years) if len(years) == 2 and max(years) - min(years) == 1 else None


def _basis_of_kind(kind: Kind) -> Stance:
    return {Kind.SUMMARY: Stance.DONE, Kind.PLAN: Stance.PLANNED}.get(kind, Stance.NONE)


def _body_of(text: str, section: Section) -> str:
    """The section's words behind its heading, or the heading where there are no more."""
    words = text[section.start : section.end]
    body = words.partition(section.heading_path[-1])[2] if section.heading_path else words
    return body if any(character.isalnum() for character in body) else words


def _stance_of_body(body: str, inherited: Stance) -> Stance:
    """Let the sentences vote: alone where nothing is inherited, else only a clear majority against it."""
    votes = Counter(stance_of(span.of(body), inherited=inherited) for span in split_sentences(body))
    votes.pop(Stance.NONE, None)
    total = votes.total()
    if not total:
        return inherited
    if inherited is Stance.NONE:
        return _majority(votes, total)
    for stance in (Stance.PLANNED, Stance.DONE, Stance.PROBLEM):
        if stance is not inherited and 3 * votes[stance] > 2 * total:
            return stance
    return inherited


def _majority(votes: Counter[Stance], total: int) -> Stance:
    """The stance of most sentences; BOTH where done and planned share them."""
    done, planned = votes[Stance.DONE] + votes[Stance.BOTH], votes[Stance.PLANNED] + votes[Stance.BOTH]
    if 4 * min(done, planned) > total:
        return Stance.BOTH
    return max((Stance.PLANNED, Stance.DONE, Stance.PROBLEM), key=lambda stance: votes[stance])
