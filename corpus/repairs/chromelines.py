"""Patterns of single lines that a web site wrote; they see a line simplified and without its edges."""

from __future__ import annotations

import re

_BULLETS = re.compile(r"^[\s•·●■◆▪◇□►▶»>\-–—|丨*]+")
_ONLY_MARKS = re.compile(r"[\s•·●■◆▪◇□►▶«»\u2039\u203a<>|丨【】\[\]()（）]+")

_BUTTON = (
    r"(?:打印(?:本页|此页|本文|文章|页面)?|关闭(?:本页|窗口|页面|此页)?|收藏(?:本页|此页|本文|本站)?|分享(?:到|至|本文)?|返回(?:顶部|首页|列表|上页|上一页)?|顶部|"
    r"回到?顶部|纠错|我要纠错|复制(?:链接|本文|地址)?|字号|字体|字体大小|正文字体|[大中小]|默认|放大|缩小|微信|微博|新浪微博|腾讯微博|朋友圈|QQ空间|QQ好友|QQ|"
    r"人人网|豆瓣|二维码|手机看|扫一扫.{0,15}|全文下载|下载(?:全文|文档|本文|Word|PDF|附件)?|我要下载|立即下载|点赞|点击(?:收藏|下载|分享|打印|关闭)|推荐(?:给朋友)?|"
    r"E-?mail推荐|语音播报|听全文|无障碍(?:浏览|阅读)?|长者(?:版|模式|助手)|繁体|繁體|简体|English|登录|注册|搜索|首页|设为首页|加入收藏|网站地图|举报|评论|发表评论|"
    r"赞|踩|展开全文|阅读全文|查看全文|查看更多|加载更多|点击加载更多|更多)"
)
_BUTTON_LINE = re.compile(
    rf"[\s\[【（(<]*{_BUTTON}[\s:：]*(?:[\s\[\]【】（）()<>|丨/·•\-:：,，+]*{_BUTTON})*[\s\[\]【】（）()<>|丨/·•:：>»]*",
    re.IGNORECASE,
)
# 大 and 中 and 小 are buttons beside 字号 only, and a line that is one ordinary word may be a heading.
_NOT_ALONE = re.compile(r"[大中小默认首页推荐更多下载评论搜索赞踩QqEnglishs繁简体\s]+")

_PAGE_NUMBER = re.compile(
    r"[-–—]{1,2}\s*\d{1,4}\s*[-–—]{1,2}|第\s*\d{1,4}\s*页[,，/、\s]*(?:共\s*\d{1,4}\s*页)?|共\s*\d{1,4}\s*页|Page\s+\d+(?:\s+of\s+\d+)?",
    re.IGNORECASE,
)
_PAGER = re.compile(
    r"(?:[<《【\[]?\s*(?:上|下|前|后)一?(?:页|篇|条)\s*[>》】\]]?|首页|尾页|末页|\d{1,3}|…|\s|[|丨/<>«»])+|"
    r"[<《【\[]?(?:上|下|前|后)一(?:篇|条|则|个)(?:文章|新闻|信息)?[>》】\]]?\s*[:：].{0,100}"
)
_PATH = re.compile(
    r"[【\[]?(?:您?的?(?:现在|当前|目前)?(?:所在)?(?:的)?位置(?:是|在)?|导航|你在)\s*[:：].{0,120}|"
    r"(?:网站|网)?(?:首页|主页)\s*(?:[>»\u203a→/\\\uff1e-]+\s*[^>»\u203a→\uff1e。，,]{1,30}\s*){1,8}"
)
_SCRIPT_CODE = re.compile(r"(?:function\s+\w+\s*\(|var\s+\w+\s*=|document\.|\$\(|window\.|</?script)[^。]*")
_MAX_FURNITURE_CHARS = 140
_FURNITURE = (_PAGE_NUMBER, _PATH, _SCRIPT_CODE)

_BOX = re.compile(
    r"隐藏内容|(?:此处|以下|本文|文章|剩余|全文|该)?(?:的)?(?:内容|部分|资源|正文)?.{0,6}(?:需要?|请|须|仅限?|仅对)(?:先)?.{0,10}"
    r"(?:权限|登[录陆]|付费|支付|购买|回复|评论|会员|VIP|注册|关注|开通).{0,12}(?:查看|可见|阅读|浏览|下载|继续|观看)(?:全文|内容|本文|更多)?|"
    r"\w{0,6}(?:用户|会员|VIP|代理|游客|伙伴|学员|粉丝)(?:特权\s*[:：].{0,20}|"
    r"\s*[:：]\s*(?:免(?:费|积分)|[\d.]+\s*(?:积分|金币|元|点|折)).{0,12})|"
    r"(?:以下|此处|本文|剩余|隐藏|更多)(?:的)?(?:内容|部分|全文|正文).{0,12}(?:可见|可读|查看|阅读)(?:[,，].{0,20}(?:权限|会员|登[录陆]|关注|积分).{0,6})?|"
    r"(?:\w{0,4}会员|VIP|SVIP|登[录陆](?:后)?|付费|购买后?|开通会员)(?:用户)?(?:免费|后|可)?(?:查看|阅读|下载|可见|购买)(?:全文|内容|更多)?|"
    r"(?:立即|马上|点击)?(?:开通|升级|成为|加入)\w{0,3}(?:会员|VIP).{0,10}|"
    r"(?:已有|还剩|剩余)\s*\d*\s*%?.{0,6}(?:人购买|未读|人支付|人下载).{0,10}|"
    r"(?:价格|售价|所需|下载价格|查看价格)\s*[:：]\s*[\d.]+\s*(?:积分|元|金币|下载币|点|币)|"
    r"[\d.]+\s*(?:积分|金币|下载币|学币)(?:下载|查看|购买)?",
    re.IGNORECASE,
)
_MAX_BOX_CHARS = 45

_FIELD = re.compile(
    r"(?:^|(?<=[\s|丨【\[（(,，\]】]))"
    r"(?:(?P<strong>(?:信息|文件|政策)?索\s*引\s*(?:号|码)?|信息名称|文件名称|文\s*号|发文字号|文件编号|文件编码|统一编号|发文日期|成文日期|发布日期|发布时间|发表时间|"
    r"生成日期|公开日期|公开时间|印发日期|印发时间|生效日期|废止日期|失效日期|有\s*效\s*性|效力状态|发布机构|发布单位|发布人|发文机关|发文机构|发文单位|公开(?:责任)?(?:部门|单位|机构|主体)|"
    r"责任部门|制发机关|主题分类|主\s*题\s*词|关\s*键\s*[词字]|体裁分类|组配分类|信息分类|服务对象分类|公开(?:方式|形式|范围|时限|程序|类别|类型)|信息来源|文章来源|稿件来源|内容来源|新闻来源|"
    r"责任编辑|责\s*编|文字编辑|信息员|录入(?:者|员)?|点击(?:数|量|率|次数)?|浏览(?:次数|量|数)?|阅读(?:次数|量|数)?|访问(?:量|次数)|人\s*气|字体(?:大小)?|字号|更新时间|更新日期|"
    r"录入时间|添加时间|上传时间|分享到?|打印|来\s*源)|"
    r"(?P<weak>标\s*题|名\s*称|时\s*间|日\s*期|作\s*者|编\s*辑|审\s*核|校\s*对|初审|复审|终审|撰\s*稿|供\s*稿|摄\s*影|文/图|文|图))\s*[:：]"
)
_DATE = re.compile(r"\d{4}\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}\s*日?|\d{1,2}[:时]\d{1,2}(?:[:分]\d{0,2})?秒?分?")
_ADDRESS = re.compile(r"(?:https?://|www\.)[\w./%?=&#~:-]+", re.IGNORECASE)
_MAX_PREFIX_CHARS = 12
_MAX_TITLE_CHARS = 60  # beside an address the site repeats its own name and the report's title
_MAX_VALUE_CHARS = 80
_SENTENCE = re.compile(r"[。；;！!？?]")
_TITLE_FIELD = re.compile(r"^标\s*题\s*[:：]\s*\S.{2,80}$")

_NOTICE = re.compile(
    r"免责声明|(?:版权|著作权)(?:问题|归|纠纷|声明|所有)|侵权|转载(?:请|自|须|于)|未经(?:授权|许可|允许)|本(?:站|网|网站|平台|公众号)(?:转载|所有|部分|内容|不|仅|声明|发布|文章)|"
    r"来源[:：]?\s*网络|网络(?:整理|收集|转载)|仅供(?:学习|参考|交流)|仅限(?:学习|分享|交流)"
)
_NOTICE_SECOND = re.compile(r"删除|删|联系|立场|转载|仅供|仅限|承担|责任|版权|侵权|来源|参考|观点")
_NOTICE_START = re.compile(
    r"^[\s*※【\[（(]*(?:来源|免责|声明|版权|特别|温馨|郑重|注|备注|说明|本文|本站|本网|以上|内容|文章|转载|未经|部分|图片|素材|凡|如|该文|此文|资料)"
)
_FOOTER = re.compile(
    r"版权所有|copyright|©|ICP备|公网安备|网站标识码|备案(?:号|序号)|技术支持\s*[:：]|"
    r"网站地图|All Rights Reserved",
    re.IGNORECASE,
)
_MAX_FOOTER_CHARS = 160


def is_page_number(line: str) -> bool:
    """A line that holds a page number only.

    Example:
        >>> is_page_number("- 3 -"), is_page_number("第 3 页 共 9 页"), is_page_number("2022")
        (True, True, False)
    """
    return bool(_PAGE_NUMBER.fullmatch(line))


def is_furniture(line: str) -> bool:
    """A line of buttons, a page number, a page turner, a path or leftover script.

    Example:
        >>> [is_furniture(line) for line in ("• |", "【字体：大 中 小】", "当前位置：首页 > 新闻", "关闭小作坊")]
        [True, True, True, False]
    """
    if not line or len(line) > _MAX_FURNITURE_CHARS:
        return False
    bare = _BULLETS.sub("", line)
    if not bare:
        return bool(_ONLY_MARKS.fullmatch(line))
    if any(pattern.fullmatch(line) for pattern in _FURNITURE):
        return True
    if _ONLY_MARKS.fullmatch(line) or _is_pager(bare):
        return True
    return bool(_BUTTON_LINE.fullmatch(bare)) and not _NOT_ALONE.fullmatch(bare)


def is_box(line: str) -> bool:
    """A line of a paywall or log-in box.

    Example:
        >>> [is_box(line) for line in ("此处内容需要权限查看", "• 普通用户特权:8.8积分", "加强会员管理。")]
        [True, True, False]
    """
    bare = _BULLETS.sub("", line)
    return 0 < len(bare) <= _MAX_BOX_CHARS and bool(_BOX.fullmatch(bare.rstrip("!！>.… ")))


def is_field_line(line: str) -> bool:
    """A line made of header fields: 索引号：… 发文日期：….

    Example:
        >>> [is_field_line(line) for line in ("发布日期:2022-12-01", "来源：市教育局 作者：张三", "作者：张三", "文：")]
        [True, True, False, False]
    """
    bare = _BULLETS.sub("", line).strip("【】[]（）() ")
    fields = list(_FIELD.finditer(bare))
    if not fields or _SENTENCE.search(bare):
        return bool(_TITLE_FIELD.match(bare)) and not _SENTENCE.search(bare)
    if not any(field.group("strong") for field in fields) and len(fields) < 2:
        return bool(_TITLE_FIELD.match(bare))
    prefix = _ADDRESS.sub("", _DATE.sub("", bare[: fields[0].start()]))
    limit = _MAX_TITLE_CHARS if _ADDRESS.search(bare[: fields[0].start()]) else _MAX_PREFIX_CHARS
    ends = [field.start() for field in fields[1:]] + [len(bare)]
    sizes = [end - field.end() for field, end in zip(fields, ends, strict=True)]
    return len(prefix.strip()) <= limit and max(sizes) <= _MAX_VALUE_CHARS


def is_notice(line: str) -> bool:
    """A disclaimer or a note on copyright.

    Example:
        >>> is_notice("来源:网络收集 免责声明:文章仅供学习交流,若有版权问题,请联系本站删除。")
        True
        >>> is_notice("严厉打击侵权行为,依法追究责任。")
        False
    """
    return (
        bool(_NOTICE_START.match(line)) and len({m.group() for m in _NOTICE.finditer(line)}) >= 1 and _has_second(line)
    )


def is_site_footer(line: str) -> bool:
    """A line of the site's own footer.

    Example:
        >>> is_site_footer("版权所有：某市教育局 鲁ICP备05001234号")
        True
    """
    return len(line) <= _MAX_FOOTER_CHARS and bool(_FOOTER.search(line)) and "。" not in line


def _has_second(line: str) -> bool:
    """One such word may be the report's; a notice has two different ones."""
    words = {match.group() for match in _NOTICE.finditer(line)} | {m.group() for m in _NOTICE_SECOND.finditer(line)}
    return len(words) >= 2


def _is_pager(line: str) -> bool:
    match = _PAGER.fullmatch(line)
    return bool(match) and bool(re.search(r"[上下前后]一?[页篇条则个]", line))
