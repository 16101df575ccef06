"""The wording of things done, things planned and problems, sentence by sentence."""

from __future__ import annotations

import re

from language.folding import fold_text
from records import Stance

# Wording that decides whatever stands around it. All patterns match folded (simplified) text.
_DONE = re.compile(
    # Behind a verb of order 已 only tells which things are meant: 加快已开工项目建设.
    r"(?<![不而业对])(?<!加快)(?<!推[进动])(?<!优化)(?<!完善)(?<!巩固)(?<![用抓管]好)已(?!知|婚)|(?<![比较])去年(?!同期|[的底末])|截[至止](?!.{0,8}(?:将|前要))|目前.{0,20}[达有]|今年以来|一年来|过去[一的几]"
    r"|荣获|喜获|获(?:评|批|得了?(?!感)|颁|授|[一二三0-9x*]+个?[一二三等项个块金银铜])|获(?:国家|省|市|全[国省市])[^，。]{0,16}(?:奖|称号|支持|批|表彰|命名)|斩获|夺得|摘得|荣膺|入选|承办了"
    r"|被(?!动)(?:[^，。；]{0,14})(?:评为|评选|确定|授予|认定|列为|命名|选为|表彰|报道|刊)"
    r"|(?:进展|总体|整体)[^，。]{0,6}顺利|正在"
    r"|(?<=[\u4e00-\u9fff])(?<![为除到])了(?![解然如断结却之])"
    r"|历史新高|受到[^，。]{0,14}(?:好评|肯定|表彰|欢迎)|予以(?:批示)?肯定|正式(?:授予|授牌)|(?<!力求)创(?:历史|近)"
)
_PLANNED = re.compile(
    r"(?<![即必])将(?:会|要|逐|于|在(?!读)|从|把|对|按|以(?!往)|比|达到?|有(?!关)|为|更|再|全[面力市区县]|继续|进一步|持续|重点|着[力重]|努力|力争|坚持|深入|深化|积极|认真|切实|大力"
    r"|扎实|严格|不断|加[快强大]|推[进动出行]|开[展工放设]|实施|接受|启[动用]|建[成设立]|完成|举[办行]|迎来|新[建增]|投[入资用]|围绕|紧紧|紧扣|聚焦|统筹|组织|逐步|陆续|创[建新]|打造|提[高升供]|"
    r"招[聘录收]|选[派聘]|培[养训]|出台|制定|印发|突出|狠抓|抓[好住]|强化|优化|完善|健全|探索|构建|形成|实现|确保|力求|充分|牢牢|主动|高质量|高标准|用|通过)"
    r"|力争|争创|打算|拟(?=[于在对新建开出制投将招聘用定选订组培安])(?!定了|定的)|(?:[今明本全]年|我[市区县局校]|[，,]|^|原|还)?(?<![度生个项])计划(?=[新改开建完投用于在到实推招培组启年明今利再安与引选])|有望"
    r"|预期目标(?!.{0,3}差距)|目标(?:是|为)|到20[0-9x]{2}年|[年月季]底[之以]?前|年内|学年[内前]|(?<!提)前[要需]?完成|下(?:一)?步|下(?:一)?阶段|下半年|明年|来年|(?<!为)今后(?![^，。]{0,8}规划)|未来[一二三四五几]|接下来|[0-9一二三四五六七八九十]+月底?前"
    r"|(?<![重主需只纲必简概不摘首还])要(?=[求]?[^求点素闻件职务么是道领害求][^，。；]*)(?:[以把在从对加坚进强全深抓做持继切认严突确完健推积大落聚紧树牢充统不落注提充努扎着力发用开建引千善敢勇有让通围])"
)
# Told of a past year, these are results: 争取资金三千万元, 预计全年增长6%.
_PLANNED_UNLESS_DONE = re.compile(r"争取(?!到|了|中央|上级|各[类级]|国[家债]|省|资金|专项)|预计")
# In a report of work done, what is still to do is a shortcoming.
_STILL_TO_DO = re.compile(r"还要|还有[^，。；]{0,8}(?:工作要做|路要走|骨头要啃)")
_PROBLEM = re.compile(
    r"(?:存在|面临)[^，。；]{0,16}(?:问题|差距|不足|短板|困难|弱项|挑战|隐患|薄弱|现象|矛盾|压力)|(?:差距|矛盾|困难|问题|压力)(?:仍|还|依然|较|比较|日益)"
    r"|仍(?:需|有|然?存在|待|不|显)|还(?:不够|不高|不强|不足|不到位|不平衡|不完善|不深|有待|需|存在|有[^，。]{0,6}(?:差距|不足))|依然(?:存在|突出|不|较)"
    r"|不够(?!用的)|亟[待需]|尚未|未能|未(?:达到?|完成|实现|落实|按[期时])|没有(?:完成|达到|落实|到位|实现)|有待|不(?:平衡|均衡|充分|到位|健全|完善|强|高|优|深入|及时|合理|匹配|适应|相适应|规范)(?=[，。；、的]|$)"
    r"|(?:比较|较为|相对|较|仍)(?:薄弱|滞后|落后|紧张|短缺|缓慢|单一|突出|严重)|(?<!不能)(?<!不甘)(?<![决绝]不)(?:薄弱|滞后|落后|紧缺|短缺|匮乏)(?=[，。；]|$)|(?:不足|短缺|薄弱)等[^，。]{0,6}(?:问题|矛盾|困难)|结构性(?:缺|短缺|矛盾)"
)
# A problem that is being solved is none.
_SOLVES = re.compile(
    r"(?:破解|解决|化解|缓解|消除|补齐|补|整治|整改|纠正|扭转|改[善变进]|针对|瞄准|着眼|防止|防范|避免|杜绝|治理|扶持|帮扶|直面|查摆|排查)[^，。；]{0,24}$"
)
# Reports typed with half-width commas have the same clauses.
_FULL_WIDTH = str.maketrans({",": "，", ";": "；", ":": "：", "?": "？", "!": "！"})
# What is striven for is not achieved: 争取获批, 推动更多学校入选.
_ASPIRES = re.compile(
    r"(?:争取|力争|争创|支持|推动|推进|确保|申报|努力|助力|促进|加快|鼓励|帮助|继续|积极)[^，。；]{0,16}$"
)
_ACHIEVEMENT = re.compile(r"荣?获|喜获|斩获|夺得|摘得|荣膺|入选|被|受到|创")
# Wording that only decides where nothing around it says more: a plan's figures are reached, too.
_MAYBE_DONE = re.compile(
    r"达[到成]?(?=[0-9x*百九八七])|提前(?:完成|实现)|超额|同比|增长|提高(?:了|到)|下降|新增|建成|覆盖率|完成(?=[0-9x*教])|获|率先|首创|累计|连续[^，。]{1,4}年|通过|实现|取得|进展|较上?年|比上?年|全[国省市]第"
    r"|共(?:有|计|建|培|投|完|发|开|组|安|接|改|评|吸)|(?:圆满|胜利|顺利|成功|如期)|有序|得到|初步|正式|显著|明显"
)
_MAYBE_PLANNED = re.compile(
    r"确保|推[进动行]|加快|加[强大]|着力|努力|持续|进一步|继续|深[入化]|健全|完善|强化|优化|落实|打造|探索|启动|实施|构建|培育|争|不再|严禁|禁止|不得|严格|抓[好实]|做好|坚持|提[升高]|构筑|以.{2,30}为"
)
# A sentence that begins with such a verb gives an order: under 存在问题 it tells how to solve one.
_ORDERS = re.compile(
    r"\W*(?:[一二三四五六七八九十]+[是要]|[（(]?[一二三四五六七八九十\d]+[、.．）)])?(?:进一步|继续|持续|大力|全面|切实|积极|扎实|深入|不断)?"
    r"(?:推[进动行广]|加[快强大]|深化|健全|完善|强化|优化(?!.{0,12}(?:不|需))|落实(?!不)|打造|启动|实施|构建|抓|拼|提升(?!.{0,6}[慢难不])|补齐|统筹)"
)


def stance_of(text: str, *, inherited: Stance) -> Stance:
    """Decide whether one sentence speaks of something done, planned, or of a problem.

    Clear wording (已, 截至目前, 荣获 / 将, 力争, 到2025年 / 仍存在差距) wins over what is inherited;
    wording that fits both (达到, 同比, 新建 / 推进, 确保) only decides where nothing is inherited, or
    a problem is. 将 that means 把 (将…纳入) is no future, a problem that is being solved is none.

    Args:
        text: one sentence in either script.
        inherited: the stance of the section it stands in.

    Returns:
        ``BOTH`` for a sentence that says clearly that one part is done and another planned.

    Example:
        >>> stance_of("截至目前已开工33所，年底前力争全部完工。", inherited=Stance.NONE)
        <Stance.BOTH: 'both'>
        >>> stance_of("推廣面達70%。", inherited=Stance.PLANNED)
        <Stance.PLANNED: 'planned'>
    """
    folded = fold_text(text).translate(_FULL_WIDTH)
    is_done = _is_done(folded)
    is_planned = _PLANNED.search(folded) is not None
    if not is_planned and inherited is not Stance.DONE:
        is_planned = _PLANNED_UNLESS_DONE.search(folded) is not None
    if inherited in (Stance.DONE, Stance.PROBLEM) and _STILL_TO_DO.search(folded):
        is_planned = _PLANNED.search(_STILL_TO_DO.sub("", folded)) is not None
        if not is_planned:
            return Stance.PROBLEM
    if is_done and is_planned:
        return Stance.BOTH
    if is_planned:
        return Stance.BOTH if inherited is Stance.DONE and _reports_first(folded) else Stance.PLANNED
    if _is_problem(folded):
        return Stance.PROBLEM
    if is_done:
        return Stance.DONE
    if inherited is Stance.NONE:
        return _weigh(folded)
    if inherited is Stance.PROBLEM and _ORDERS.match(folded):
        return Stance.PLANNED
    return inherited


def _reports_first(folded: str) -> bool:
    """Whether clauses that tell of work stand before the one that tells of a plan."""
    match = _PLANNED.search(folded)
    before = folded[: folded.rfind("，", 0, match.start()) + 1] if match else ""
    return bool(_MAYBE_DONE.search(before) or _MAYBE_PLANNED.search(before))


def _is_done(folded: str) -> bool:
    """Whether any wording tells of something done; an honour that is only striven for does not."""
    return any(
        not (_ACHIEVEMENT.match(match.group()) and _ASPIRES.search(folded[: match.start()]))
        for match in _DONE.finditer(folded)
    )


def _is_problem(folded: str) -> bool:
    return any(not _SOLVES.search(folded[: match.start()]) for match in _PROBLEM.finditer(folded))


def _weigh(folded: str) -> Stance:
    """Decide by wording that is weak alone: what stands first leads the sentence."""
    done = _MAYBE_DONE.search(folded)
    planned = _MAYBE_PLANNED.search(folded)
    if done and planned:
        return Stance.DONE if done.start() < planned.start() else Stance.PLANNED
    if planned:
        return Stance.PLANNED
    return Stance.DONE if done else Stance.NONE
