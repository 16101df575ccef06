"""What a figure counts: the noun behind its unit, or the one before its verb."""

from __future__ import annotations

import re
from collections.abc import Sequence

import rjieba

from answers.amounts import Amount
from answers.measures import Measure, measure_of

_CLAUSE_END = re.compile(r"[，,。；;：:！!？?、\n（()）“”‘’《》]")
# What stands between a noun and its figure: 幼儿园(达到)42处.
_LEAD = re.compile(
    r"(?:已|共|共有|共计|累计|合计|总计|全部|目前|现有|分别|平均|年均|将|要|为|有|是|达|达到|达成|超过|超|逾|近|约|约为|大约|不少于|不低于|不超过|至少|最高|最低|突破"
    r"|增加|增加到|增至|增长|增长到|提高|提高到|提升|提升到|提升至|上升|上升到|下降|下降到|降低|降至|降到|减少|减少到|压减|保持在|保持|稳定在|扩大到|扩大|控制在"
    r"|高达|多达|新增|净增|同比|比上年|较上年|实现|完成|占|占比|比例|比|的|了|上|到|至|从|由|由原来的|以上|各|我[市省区县校]|全[市省区县])+$"
)
# Verbs that the tagger takes for nouns or joins to them.
_VERB_HEAD = re.compile(
    r"(?:(?:新改扩建|改扩建|新建|新增|扩建|改建|续建|建成|建设|开工|招聘|招录|补充|培训|选派|新招|增加|新设|新开|完成|提供|发放|投入|组织|安排|争取|落实|筹集|惠及|覆盖|服务|解决|历时|建校|推广面达)(?=.{2}|$))+"
)
_VERB_BEHIND = re.compile(
    r"(?<=.)(?:荣获|获评|获得|获|入选|列入|纳入|达到|达标|投入使用|投入|投用|参加|参与|成为|通过|启动|完成|得到|实现|基本|全部|均|都|已|被|在|将|要|能够|可以|轮岗|参训|联网|支教|受益|开课|就业(?!率)|试点(?!学?校|[县区市镇]|项目|单位|工作))"
)
# Verbs that are the first half of a noun (补助标准) or its last (师德举报).
_NOMINAL = frozenset(
    {"补助", "补贴", "奖励", "救助", "资助", "培训", "辅导", "看护", "保教", "举报", "达标", "生均", "入学", "升学"}
)
_RATE = re.compile(r"[\u4e00-\u9fff]率$")
# Said of everything, they name nothing that is counted.
_WHERE = re.compile(
    r"(?:全[市省国区县校州旗]|我[市省区县校]|本[市省区县]|各地|各校|今年|全年|去年|计划|目前|年内|力争|争取|预计|确保)+"
)
_NOUN_TAGS = ("n", "v", "a", "b", "j", "l", "i", "s", "f", "eng", "g", "k", "z")
_VERBS = frozenset({"v", "vd", "vq", "vshi", "vyou"})
_MOST_WORDS = 5
_MOST_CHARS = 16


def counted_span(folded: str, amount: Amount) -> tuple[int, int]:
    """Where the noun that a figure counts stands in the folded text; an empty range for none.

    Behind the unit (42处幼儿园, 90%的县) where a noun follows, else before it (幼儿园42处,
    毛入园率提高到95%).

    Args:
        folded: the folded text.
        amount: found in it.

    Example:
        >>> text = "新改扩建幼儿园42处，招聘260名公办教师，入园率提高到95%"
        >>> from answers.amounts import find_amounts
        >>> [text[slice(*counted_span(text, amount))] for amount in find_amounts(text)]
        ['幼儿园', '公办教师', '入园率']
    """
    is_share = measure_of(amount.unit) in (Measure.SHARE, Measure.POINTS) if not amount.is_ordinal else False
    if not amount.is_ordinal and measure_of(amount.unit) is Measure.TIME:
        return _before(folded, amount.start)
    behind = _behind(folded, amount.end, is_share=is_share)
    if behind[0] < behind[1]:
        return behind
    before = _before(folded, amount.start)
    return before if before[0] < before[1] else _behind(folded, amount.end, is_share=is_share, takes_verb=True)


def _behind(folded: str, start: int, *, is_share: bool, takes_verb: bool = False) -> tuple[int, int]:
    """The noun right behind a unit; of a share only behind 的."""
    if folded.startswith("的", start):
        start += 1
    elif is_share and not takes_verb:
        return start, start
    stop = _CLAUSE_END.search(folded, start)
    clause = folded[start : min(stop.start() if stop else len(folded), start + _MOST_CHARS)]
    verb = _VERB_BEHIND.search(clause)
    clause = clause[: verb.start()] if verb else clause
    end, last, has_noun = 0, 0, False
    for word, tag in rjieba.tag(clause)[:_MOST_WORDS]:
        if tag in _VERBS and (has_noun or (end == 0 and not takes_verb)):
            break
        if not tag.startswith(_NOUN_TAGS):
            break
        end += len(word)
        if tag[0] in "njlisgz" or tag == "vn":
            last, has_noun = end, True
    return start, start + last


def _before(folded: str, end: int) -> tuple[int, int]:
    """The noun phrase at the end of the clause before a figure, without the verbs between."""
    start = 0
    for match in _CLAUSE_END.finditer(folded, 0, end):
        start = match.end()
    clause = folded[start:end].rstrip()
    clause = _strip_lead(clause)
    words = rjieba.tag(clause)
    if _RATE.search(clause):
        return _trim(folded, start + _start_of_rate(words), start + len(clause))
    while words and words[-1][1] in _VERBS and words[-1][0] not in _NOMINAL:
        clause = _strip_lead(clause[: -len(words[-1][0])])
        words = rjieba.tag(clause)
    first = len(words)
    while first and len(words) - first < _MOST_WORDS and _is_noun_part(*words[first - 1]):
        first -= 1
    while first < len(words) and words[first][1][0] in "af":
        first += 1
    last = start + len(clause)
    return _trim(folded, last - sum(len(word) for word, _ in words[first:]), last)


def _trim(folded: str, begin: int, last: int) -> tuple[int, int]:
    """Without 全市 and the like, and without a verb that the tagger took for a noun."""
    for head in (_WHERE, _VERB_HEAD):
        match = head.match(folded, begin, last)
        begin = match.end() if match else begin
    is_per_head = folded[max(begin - 1, 0) : begin] == "均" and begin > 1
    return begin - 2 if is_per_head else begin, last


def _start_of_rate(words: Sequence[tuple[str, str]]) -> int:
    """Where the name of a rate begins: verbs belong to it (看护率), function words do not."""
    first = len(words)
    while first and len(words) - first < _MOST_WORDS and words[first - 1][1][0] not in "pcduyrtmq":
        first -= 1
    return sum(len(word) for word, _ in words[:first])


def _strip_lead(clause: str) -> str:
    lead = _LEAD.search(clause)
    return clause[: lead.start()] if lead else clause


def _is_noun_part(word: str, tag: str) -> bool:
    return word in _NOMINAL or (tag not in _VERBS and tag.startswith(_NOUN_TAGS))
