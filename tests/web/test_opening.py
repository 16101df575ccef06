import pytest

from errors import SettingsError
from settings import LlmSettings
from tests.protocol import failing, say, serving
from tests.web.markup import parse, texts
from tests.web.test_handlers import sent
from web.asking import show_answer, write_answer
from web.desk import Desk
from web.opening import hold

QUESTION = "哪些城市推行校长职级制"


def test_without_a_model_there_is_no_place_to_write(demo_answerer):
    holdings = hold(demo_answerer)
    assert holdings.write is None
    assert 'id="written"' not in show_answer(Desk(holdings), sent(QUESTION), "zh-Hans")["html"]


def test_a_model_without_a_server_is_refused(demo_answerer):
    with pytest.raises(SettingsError, match="llm"):
        hold(demo_answerer, LlmSettings(model="a-model"))


def test_a_model_writes_beside_the_findings(demo_answerer):
    """From the settings to the HTML, over a server that speaks the protocol."""
    found = demo_answerer.ask(QUESTION)
    quote = next(one for one in found.findings if one.is_supported).citations[0].quote
    sentence = quote.rstrip("。").rsplit("。", 1)[-1]
    with serving(lambda path, body, number: say(f"{sentence}[1]。有九十九所学校[1]。")) as server:
        holdings = hold(demo_answerer, LlmSettings(model="a-model", base_url=server.base_url))
        assert 'id="written"' in show_answer(Desk(holdings), sent(QUESTION), "zh-Hans")["html"]
        *_, last = write_answer(Desk(holdings), sent(QUESTION), "zh-Hans")
    root = parse(last)
    held, doubted = root.findall("p[@class='prose']/span")
    assert held.text_content() == f"{sentence}1。"
    assert (doubted.get("class"), doubted.findtext("small")) == ("doubt", "▲ 引文中没有这个数字：九十九所")
    assert texts(root, "by") == ["由a-model根据下面的引文撰写，每句话都与引文核对过。"]


def test_a_server_that_fails_leaves_the_findings_and_says_why(demo_answerer):
    with serving(lambda path, body, number: failing(401)) as server:
        holdings = hold(demo_answerer, LlmSettings(model="a-model", base_url=server.base_url, retries=0))
        *_, last = write_answer(Desk(holdings), sent(QUESTION), "zh-Hans")
    (reason,) = texts(parse(last), "by")
    assert "a-model" in reason
    assert parse(last).find_class("prose") == []
