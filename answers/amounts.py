"""Where numbers stand in a folded text, and which of them are figures: no dates, names or list numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from answers.measures import unit_pattern
from language import read_number


@dataclass(frozen=True, slots=True)
class Amount:
    """A number found in a folded text.

    Attributes:
        start: first offset.
        end: half-open end, behind the unit and what qualifies it (以上).
        value: the least it says.
        upper: the greatest of a range, else None.
        unit: folded.
        qualifier: 约, 以上, 余 and the like; empty for none.
        is_ordinal: it counts an edition or a rank.
    """

    start: int
    end: int
    value: float
    upper: float | None = None
    unit: str = ""
    qualifier: str = ""
    is_ordinal: bool = False


def find_amounts(folded: str) -> tuple[Amount, ...]:
    """Find the figures of a folded text, in order and without overlap.

    Args:
        folded: a folded text.

    Example:
        >>> [(found.value, found.unit) for found in find_amounts("2022年新建42处，占比55%以上，投入1.2亿元")]
        [(42.0, '处'), (55.0, '%'), (120000000.0, '元')]
    """
    found = [*_ordinals(folded), *_parts(folded), *_digits(folded), *_numerals(folded)]
    found.sort(key=lambda amount: (amount.start, -amount.end))
    kept: list[Amount] = []
    for amount in found:
        if not kept or amount.start >= kept[-1].end:
            kept.append(amount)
    return tuple(kept)


_HAN = "[零〇一二两三四五六七八九十百千万亿]"
_ARABIC = r"(?:\d{1,3}(?:[,，]\d{3})+(?!\d)|\d+)(?:\.\d+)?[十百千万亿]*(?:[余多来](?![样元重媒功])[百千万亿]*)?"
_TO = r"\s?(?:[-~～—–―－]{1,2}|至|到)\s?"
_AFTER = r"(?:以上|以下|左右|以内|以外|上下)"
# Words that begin with a unit: 10万家庭, 3万人才.
_NO_UNIT = (
    r"(?!家[庭长校]|人[才口员]|项目(?!标)|部门|场所|班级|支部|校[区长园]|园区|课程|片区|区县|"
    r"县区|市县|村民|组织|科[目技]|团[队员]|队[伍员]|户籍|点位|期间|分[别之]|时间|件套)"
)
_DIGITS = re.compile(
    # Behind a letter, a sign of arithmetic or another numeral a digit is a part of something else.
    rf"(?<![\d.a-z+＋×第点:：/\-\u3014\[{_HAN[1:-1]}])(?P<low>{_ARABIC})"
    rf"(?:(?P<middle>\s?(?:{unit_pattern()}))?{_TO}(?P<high>{_ARABIC}))?"
    rf"\s?(?:{_NO_UNIT}(?P<unit>{unit_pattern()}))?(?P<after>{_AFTER})?"
)
# What Chinese numerals count; 两位数, 六次全会 and 部门 are words of their own.
_HAN_UNIT = (
    r"个百分点|个小时|个月|个工作日|小时|分钟|学时|课时|平方米|平方公里|公里|人次"
    r"|[所座间栋幢家名人个项条台套篇块枚门支对件本册户辆种类组处元亩倍番天场轮岁]"
    r"|位(?![数置于])|次(?![、，]?(?:[一二三四五六七八九十]{1,3}次)?(?:全会|会议|全体|党代|代表))|部(?![门分队署位属委])"
)
_NUMERALS = re.compile(
    rf"(?<![第周期劣零〇一二两三四五六七八九十百千万亿\d.点分])(?P<low>{_HAN}{{1,9}}[余多来]?[百千万亿]*)(?:{_TO}(?P<high>{_HAN}{{1,9}}))?"
    rf"(?P<unit>{_HAN_UNIT})"
    rf"(?P<after>{_AFTER})?"
)
_ORDINAL = re.compile(rf"第({_HAN[:-1]}]{{1,5}}|\d{{1,4}})([届次批轮期]|[位名](?!教|学|校))")
_RANK = re.compile(rf"(?<=[国省市区县居列名])第({_HAN[:-1]}]{{1,3}}|\d{{1,3}})(?=[，。；、,;.)）\s]|$)")
_HUNDREDTHS = re.compile(rf"(百|千|万)分之({_HAN}{{1,4}}|\d+(?:\.\d+)?)(?:点([一二三四五六七八九]))?({_AFTER})?")
_FRACTION = re.compile(rf"(?<!{_HAN})([二三四五六七八九十])分之([一二两三四五六七八九])({_AFTER}|强|弱)?")
_STROKE = re.compile(rf"(?<![\d./x*])([1-9])/([2-9]|10)(?![\d/x*年月])({_AFTER}|强|弱)?")
_STROKE_BEFORE = re.compile(r"(?:近|约|超|超过|占|不足|达|达到|的)$")
_HALF = re.compile(rf"(?:一半|半数|过半(?=[，。；、,;]|$|以))({_AFTER})?")
_TENTHS = re.compile(
    rf"(?<![第完建组合达形构\d.])(?<!{_HAN})([一二两三四五六七八九]|[1-9](?:\.\d)?)成(半)?({_AFTER})?"
    r"(?![功立果为长员人绩效就都型年本分熟才套片群体品语千因交像册不家灾真全名风荫例规教色渝])"
)
_BEFORE = re.compile(
    r"(不少于|不低于|不得少于|不得低于|不超过|不高于|不多于|不得超过|至少|最少|最多|最高|最低|超过|高于|多于|低于|少于"
    r"|突破|将近|接近|大约|约为|约|近|超|逾|上|不到|不足)(?:达到?|有|了|建成|配备|办好|开展|开设|培养)?\s*$"
)
_LIST_NUMBER = re.compile(r"(?:^|\n)\s*(\d{1,3})(?:[.．、]|\s*[)）])(?!\d)")
_OPENING = "“‘《〈【\uff3b[{"
_CLASS_OF_YEAR = re.compile(r"(?:19|20)\d\d(?:[-~～—–至到](?:(?:19|20)\d\d|\d\d))?(?:级|届|学年)")
# A count of years is a length of time only where the words around it say so; 三年行动, 5年制 and 3年级 name things.
_SPAN_BEFORE = re.compile(r"(?:连续|为期|历时|长达|用时?|延长|提前|近|超过?|约|未来|今后|至少|满|每|不少于)\s*$")
_SPAN_AFTER = re.compile(r"(?:时间|[之以]?内|来|以上|左右|之久)")
# What is counted without a unit of its own.
_NOUN = re.compile(
    r"学位|学生|教师|老师|学校|家庭|座位|床位|岗位|学子|师生|群众|人口|儿童|幼儿|社区|托位|名额|专业|课程|社团|教职工|干部|党员|家长|新生|考生|毕业生"
    r"|幼儿园|中小学|场所|项目|企业|村|乡镇|街道|县区|学科"
)
_AIM = re.compile(
    r"(?:达到|达|超过|增至|增加到|升至|提高到|突破|共计|总数为?|人次|人数|累计|合计|总计|不少于|不低于)(?:达到?|为|共|累计|合计|约|超过?|近){0,2}\s*$"
)
_NOT_A_NOUN = re.compile(
    r"[的是在为于与和及或等并以从到对由被将把按元年月日号时点]|工程|计划|行动|模式|热线|电话|平台|高校计划"
)
_NAMED = re.compile(r"(?:985|211|863|973)(?=高校|工程|院校|计划)|12[03]\d\d(?=热线)|[89]6\d{3}(?=热线|服务)")
_SLOGANS = re.compile(
    r"[三四五两](?:个(?:意识|自信|维护|确立|代表|全面|毫不动摇|回归|课堂|百年|相统一|必须|统筹|面向|一批|革命|务必|引路人|先锋队|相互)|项规定|位一体|支一扶)"
    r"|[八十六](?:项规定|个下功夫|个必须坚持|条禁令|项准则)"
    r"|两个(?:维护|确立|一百年|毫不动摇|结合|大局|责任)|三个(?:代表|务必|面向|倡导)|二次(?:元|创业)|四处(?=[奔寻求打张游走])|三门[县峡]|五台[县山]|三台县|七台河|九台[区市]|五家渠"
    r"|三人行|百家讲坛|三家[村分]|四门主义|七项(?=准则)"
)
_ONE_UNITS = frozenset(
    {"所", "座", "名", "位", "间", "栋", "幢", "台", "辆", "块", "枚", "倍", "个百分点", "个月", "小时", "家"}
)
_ONE_NAMES = re.compile(r"一名之|一位难|一家[亲人之子]|一人一|一.一.|一台戏|一块[儿去]|一间(?!教|功|校|办)")


def _ordinals(folded: str) -> Iterator[Amount]:
    for match in (*_ORDINAL.finditer(folded), *_RANK.finditer(folded)):
        number = read_number(match[1])
        if number and number[0] == number[1]:
            unit = match[2] if match.re is _ORDINAL else ""
            yield Amount(match.start(), match.end(), number[0], unit=unit, is_ordinal=True)


def _parts(folded: str) -> Iterator[Amount]:
    """Parts of a whole, as shares in percent: 百分之七十, 三分之一, 2/3, 八成, 一半."""
    for match in _HUNDREDTHS.finditer(folded):
        per = {"百": "%", "千": "‰", "万": "‱"}[match[1]]
        value = 100.0 if match[2] == "百" else (read_number(match[2]) or (None,))[0]
        if value is not None:
            tenth = (read_number(match[3]) or (0.0,))[0] / 10 if match[3] else 0.0
            yield _share(folded, match, value + tenth, after=match[4], unit=per)
    for match in _FRACTION.finditer(folded):
        yield _share(folded, match, _percent(match[2], match[1]), after=match[3])
    for match in _STROKE.finditer(folded):
        if int(match[1]) < int(match[2]) and (match[3] or _STROKE_BEFORE.search(folded, 0, match.start())):
            yield _share(folded, match, _percent(match[1], match[2]), after=match[3])
    for match in _HALF.finditer(folded):
        yield _share(folded, match, 50.0, after=match[1])
    for match in _TENTHS.finditer(folded):
        number = read_number(match[1])
        if number and not folded.startswith("一成不变", match.start()):
            yield _share(folded, match, 10 * number[0] + (5 if match[2] else 0), after=match[3])


def _percent(part: str, whole: str) -> float:
    of, by = read_number(part), read_number(whole)
    return round(100 * of[0] / by[0], 2) if of and by else 0.0


def _share(folded: str, match: re.Match[str], value: float, *, after: str | None, unit: str = "%") -> Amount:
    qualifier = _qualifier(folded, match.start(), match.group(), after)
    return Amount(match.start(), match.end(), value, unit=unit, qualifier=qualifier)


def _digits(folded: str) -> Iterator[Amount]:
    """Numbers in digits, with their units."""
    listed = {match.start(1) for match in _LIST_NUMBER.finditer(folded)}
    named = {match.start() for match in _NAMED.finditer(folded)}
    for match in _DIGITS.finditer(folded):
        if match.start() in listed | named or folded[max(match.start() - 1, 0) : match.start()] in tuple(_OPENING):
            continue
        if _is_amount(folded, match):
            yield from _read(folded, match)


def _is_amount(folded: str, match: re.Match[str]) -> bool:
    """Whether a number in digits is a figure: by its unit, or by the noun or verb beside it."""
    unit = match["unit"] or ""
    if _CLASS_OF_YEAR.match(folded, match.start()):
        return False
    if unit == "年":
        return _is_span_of_years(folded, match)
    if unit:
        return not (unit == "级" and re.match(r"[联党以及]", folded[match.end() :]))
    if re.match(r"\s*[年月日号]|[a-z+＋×:：\d/%°]", folded[match.end() :]):
        return False
    following = folded[match.end() : match.end() + 1]
    is_large = re.search(r"[余多万亿千百]", match["high"] or match["low"]) is not None
    if is_large and not _AIM.search(folded, 0, match.start()):
        return "一" <= following <= "鿿" and not _NOT_A_NOUN.match(folded, match.end())
    if _NOUN.match(folded, match.end()):
        return len(match.group()) <= 6
    return bool(_AIM.search(folded, 0, match.start())) and (following == "" or following in "，。；、,;")


def _is_span_of_years(folded: str, match: re.Match[str]) -> bool:
    number = read_number(match["low"])
    if not number or number[0] > 100 or re.match(r"[级制度初末底级月]|\d", folded[match.end() :]):
        return False
    is_before = _SPAN_BEFORE.search(folded, 0, match.start())
    return bool(match["after"] or is_before or _SPAN_AFTER.match(folded, match.end()))


def _numerals(folded: str) -> Iterator[Amount]:
    """Numbers in Chinese numerals: only with a unit, and not where they begin a name."""
    slogans = {match.start() for match in _SLOGANS.finditer(folded)}
    for match in _NUMERALS.finditer(folded):
        before = folded[max(match.start() - 1, 0) : match.start()]
        if match.start() in slogans or before in tuple(_OPENING):
            continue
        if match["low"][0] in "百千万亿零〇" and not _is_implied_one(folded, match):
            continue
        if match["low"] == "一" and not match["high"] and not _is_one(folded, match):
            continue
        yield from _read(folded, match)


def _is_implied_one(folded: str, match: re.Match[str]) -> bool:
    """近百所 and 百余家 count; 百所名校 is a slogan."""
    return bool(_BEFORE.search(folded, 0, match.start()) or re.search("[余多]", match["low"]))


def _is_one(folded: str, match: re.Match[str]) -> bool:
    """一 is mostly an article (一个, 一批) or the half of a name (一校一策); with some units it counts."""
    if match["unit"] not in _ONE_UNITS or _ONE_NAMES.match(folded, match.start()):
        return False
    before = folded[max(match.start() - 2, 0) : match.start()]
    return "一" not in before and before[-1:] not in tuple("每是任某哪同另")


def _read(folded: str, match: re.Match[str]) -> Iterator[Amount]:
    low = read_number(_with_implied_one(match["low"]))
    high = read_number(match["high"]) if match["high"] else low
    if not low or not high:
        return
    value, upper = _range(match["low"], low[0], high[1], match["high"])
    unit = match["unit"] or ""
    qualifier = _qualifier(folded, match.start(), match["low"], match["after"])
    yield Amount(match.start(), match.end(), value, upper, unit, qualifier)


def _with_implied_one(text: str) -> str:
    """近百所, 上千名, 百余家: a hundred, a thousand."""
    return f"一{text}" if text[0] in "百千万亿" else text


def _range(low_text: str, low: float, high: float, high_text: str | None) -> tuple[float, float | None]:
    """3-5万 counts 万 for both; a range that falls is none."""
    scale = re.search(r"[百千万亿]+$", high_text or "")
    if scale and not re.search(r"[百千万亿]", low_text) and low < high:
        low *= high / (read_number((high_text or "")[: scale.start()]) or (high,))[0]
    return (low, high) if high > low else (low, None)


def _qualifier(folded: str, start: int, number: str, after: str | None) -> str:
    before = _BEFORE.search(folded, 0, start)
    if before:
        return before[1]
    inner = re.search("[余多来]", number)
    return after or (inner.group() if inner else "")
