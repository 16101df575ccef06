"""What the tests of the Reports tab share: a report to add, and what its page may hold."""

from tests.web import markup
from web.inventory import take_inventory

OWN = markup.KNOWN | {"form", "input", "select", "option", "label", "del", "ins", "i", "time", "progress"}
NEW = "云溪市教育局2021年工作总结\n一、校长职级制改革\n全市完成了校长职级制改革，覆盖面达到95%。\n"
ZIBO = "002_zibo_2022.txt"


def assert_harmless(html):
    markup.assert_harmless(html, known=OWN, handlers=frozenset({"onsubmit"}))


def states(desk):
    return {entry.source: entry.state for entry in take_inventory(desk).entries}
