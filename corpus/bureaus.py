"""Who speaks in a title, a header field or an opening line: the place, its level and the bureau, in folded text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from places import Division, Mention, find_mentions, find_zone, province_of
from records import Level, Place

_HAN = "[\u4e00-\u9fff]"
_EDUCATION = (
    r"(?:教育(?:和|与|、|及)?[体育科技学文化旅游卫生健康广电新闻出版]{0,12}局|[教科文体]{2,4}局|教育厅|教育委员会"
    r"|教育工作?委(?:员会)?|教委)"
)
_GOVERNMENT = r"(?:人民政府|政府(?=工作报告|办公|$|[^采购信息职]))"
_SCHOOL = (
    rf"(?:市|区|县)?(?:第?[一二三四五六七八九十百\d]{{1,4}}|实验|高级|外国语|{_HAN}{{1,8}}?)?"
    r"(?:中学|小学|幼儿园|高中|学校|职教中心|职业中专|附中|附小|(?<=[一二三四五六七八九十\d])中(?![全会期级]))"
)
_OFFICE = re.compile(rf"(?:{_EDUCATION}|{_GOVERNMENT})")
_NAMED_SCHOOL = re.compile(_SCHOOL)
_NUMBERED = re.compile(r"市?(?:第?[一二三四五六七八九十百\d]{1,4}(?:中|小|幼|实验|高级|职业)|实验)")
_CONGRESS = re.compile(rf"第{_HAN}{{1,4}}届\s*(?:人民代表大会|人大)")
_LEADER = re.compile(r"\s*(?:人民政府)?(?:代理?)?(?:省长|市长|县长|区长|州长|盟长|旗长|主席)")
_SUBJECT = re.compile(
    r"[\s·:：\-—_]*(?:人民政府|政府)?(?:(?:19|20)\d\d|[一二][〇○零一二三四五六七八九]{3}|[x×*]{2,4}年|[上下]半年|教育|教体|学前|义务|中小学|"
    r"工作(?:总结|要点|计划|报告|打算|安排|思路)|普通高|职业|基础|民办|全市|全县|全区|全省|各级)"
)
_MASKED_PART = re.compile(r"(?:[x×*○某]{1,4})(?P<word>自治县|[区县市旗])")

_OTHERS = re.compile(
    r"(?:赴|去|到|学习|借鉴|考察|参观|走访|支援|援|援助|帮扶|协作|结对|合作|访问?|来自|复制|推广|转发|对标|比肩|走进|与|同|向|源于|来源)$"
)
_NO_SPEAKER = re.compile(
    r"\s*(?:经验|模式|样板|考察|视察|精神(?!卫生|文明)|路|街|大道|杯|峰会|合作组织|日报|晚报|晨报|卫视|电视|广播|网(?![格络])|新闻|人大网|"
    r"讲话|宣言|会议精神|帮扶|支教|研修|培训|跟岗|论坛|展区|代表团|高铁|机场|冬奥|世博|大屠杀|起义)"
    rf"|{_HAN}{{0,8}}?(?:大学|学院)(?!附)"
)
_BARE_OFFICE = re.compile(
    rf"(?<![、和及或各该])(?:高新|经开|经济技术开发|高新技术产业开发|经济开发|开发)?"
    rf"(?P<word>自治区|[省市区县州旗盟])(?P<office>{_EDUCATION}|委?教育工委|人民政府|政府)"
)
_NATION = re.compile(
    r"^\W*(?:\d{4}年?)?\s*(?:中华人民共和国|国务院|全国人民代表大会|全国人大|最高人民|教育部)|我代表国务院|全国人民代表大会第.{1,3}次会议"
)
_LEVELS = {"省": Level.PROVINCE, "自治区": Level.PROVINCE, "市": Level.CITY, "州": Level.CITY, "盟": Level.CITY}
CHINA = Place(name="中国", name_en="China")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, as far as one short text tells.

    Attributes:
        divisions: the divisions it may be, the province's name counting as one; empty where unnamed.
        place: the place, where one is certain, or only its level and province; unnamed otherwise.
        word: the level word in use (``市``), where the place itself is not named.
        bureau: full name of the office or school, or empty.
        start: offset of the words that gave it away.
        end: half-open end.
    """

    divisions: tuple[Division, ...]
    place: Place
    word: str
    bureau: str
    start: int
    end: int

    @property
    def is_certain(self) -> bool:
        """Whether the place is named and only one is possible."""
        return bool(self.place.name)


def find_speaker(text: str, *, is_strict: bool = False) -> Speaker | None:
    """Find the place and bureau a short text speaks for, not one that it merely mentions.

    A place speaks when an office, a school, a year, education or a congress stands behind it; in a
    title also when the title begins with it. 赴深圳市, 深圳经验 and 南京大学 do not speak.

    Args:
        text: a folded title, header field, file name or opening line.
        is_strict: accept only a place with its office, school, congress or head of government, as
            running text needs it.

    Returns:
        The first place that speaks, else an unnamed office (区教体局), else None.

    Example:
        >>> speaker = find_speaker("赴深圳考察:青岛教育局2022年工作总结")
        >>> speaker.place.name, speaker.bureau
        ('青岛市', '青岛市教育局')
        >>> find_speaker("争当排头兵——区教体局2022年工作总结").place.level.value
        'county'
    """
    if nation := _NATION.search(text):
        return Speaker((), CHINA, "", "", nation.start(), nation.end())
    for mention in find_mentions(text):
        if not _is_elsewhere(text, mention) and (speaker := _speaker_at(text, mention, is_strict=is_strict)):
            return speaker
    return _unnamed(text)


def level_of_word(word: str) -> Level:
    """The level that 省, 市, 区 … stand for.

    Example:
        >>> [level_of_word(word).value for word in "省市区旗"]
        ['province', 'city', 'county', 'county']
    """
    return _LEVELS.get(word, Level.COUNTY)


def office_counts(text: str) -> Iterator[Speaker]:
    """Every named place with its education office or government in a folded body, in text order."""
    for mention in find_mentions(text):
        office = _OFFICE.match(text, mention.end)
        if office and not _is_elsewhere(text, mention) and _may_be_short(mention, is_office=True):
            yield _with_office(text, mention, office.end())


def _is_elsewhere(text: str, mention: Mention) -> bool:
    """Mentioned, not speaking: gone to, learnt from, or part of another name."""
    before, behind = text[max(0, mention.start - 4) : mention.start], text[mention.end :]
    return bool(_OTHERS.search(before) or _NO_SPEAKER.match(behind))


def _speaker_at(text: str, mention: Mention, *, is_strict: bool) -> Speaker | None:
    if masked := _MASKED_PART.match(text, mention.end):
        return _masked_county(text, mention, masked)
    zone = find_zone(text, mention)
    end = zone[2] if zone else mention.end
    office = _OFFICE.match(text, end)
    if office and _may_be_short(mention, is_office=True):
        return _with_office(text, mention, office.end())
    school = _NAMED_SCHOOL.match(text, end)
    if school and (mention.is_full or _NUMBERED.match(text, end)) and _may_be_short(mention, is_office=False):
        return _speaker(text, mention, bureau=text[mention.start : school.end()], end=school.end())
    if _CONGRESS.match(text, end) or (mention.is_full and _LEADER.match(text, end)):
        return _speaker(text, mention, bureau="", end=end)
    if not is_strict and _is_subject(text, mention, end):
        return _speaker(text, mention, bureau="", end=end)
    return None


def _is_subject(text: str, mention: Mention, end: int) -> bool:
    if not _may_be_short(mention, is_office=False):
        return False
    is_first = re.fullmatch(
        r"[\W_]*(?:关于印发|关于)?\W*(?:\d{4}年?(?:度)?|[一二][〇○零一二三四五六七八九]{3}年)?\s*",
        text[: mention.start],
    )
    return bool(_SUBJECT.match(text, end) or (mention.is_full and is_first))


def _may_be_short(mention: Mention, *, is_office: bool) -> bool:
    """A county's short name is often a word (平安, 富裕): it needs an office behind it to be a place."""
    if mention.is_full or is_office:
        return True
    return all(division.level is not Level.COUNTY or division.is_plain for division in mention.divisions)


def _with_office(text: str, mention: Mention, end: int) -> Speaker:
    zone = find_zone(text, mention)
    office = text[zone[2] if zone else mention.end : end]
    if office == "教育厅":
        mention = Mention(mention.start, mention.end, _provinces(mention), mention.is_full)
    named = zone[0] if zone else mention.division.name if mention.division else text[mention.start : mention.end]
    full_office = "人民政府" if office == "政府" else office
    return _speaker(text, mention, bureau=named + full_office, end=end)


def _provinces(mention: Mention) -> tuple[Division, ...]:
    return tuple(d for d in mention.divisions if d.level is Level.PROVINCE) or mention.divisions


def _speaker(text: str, mention: Mention, *, bureau: str, end: int) -> Speaker:
    zone, division = find_zone(text, mention), mention.division
    if zone and division:
        place = Place(zone[0], zone[1], Level.COUNTY, province_of(division).name)
        return Speaker((), place, "", bureau, mention.start, max(end, zone[2]))
    place = Place()
    if division:
        place = Place(division.name, division.name_en, division.level, province_of(division).name)
    return Speaker(mention.divisions, place, "", bureau, mention.start, end)


def _masked_county(text: str, mention: Mention, masked: re.Match[str]) -> Speaker:
    """青岛市某区: the province is known, the county is not."""
    provinces = {province_of(division).name for division in mention.divisions}
    is_city = masked["word"] == "市" and mention.divisions[0].level is Level.PROVINCE
    place = Place(
        level=Level.CITY if is_city else Level.COUNTY, province=provinces.pop() if len(provinces) == 1 else ""
    )
    office = _OFFICE.match(text, masked.end())
    bureau = masked["word"] + office.group() if office else ""
    return Speaker((), place, masked["word"], bureau, mention.start, office.end() if office else masked.end())


def _unnamed(text: str) -> Speaker | None:
    """An office without its place: 市教育局, 区教体局, *县教育局."""
    named = [(mention.start, mention.end) for mention in find_mentions(text)]
    offices = _BARE_OFFICE.finditer(text)
    found = next((office for office in offices if not any(start <= office.start() < end for start, end in named)), None)
    if not found:
        return None
    place = Place(level=level_of_word(found["word"]))
    return Speaker((), place, found["word"], found.group(), found.start(), found.end())
