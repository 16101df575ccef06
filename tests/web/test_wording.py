import re
from pathlib import Path

import pytest

from answers import SIGNS
from records import Combination, Kind, Language, Level, QuestionKind, Stance
from tests.rows import each_row
from web.compare_tab import ORDERS
from web.filters import FIELDS
from web.findings import COLUMNS
from web.page import TABS
from web.reports_form import FIELDS as FACTS
from web.reports_view import VIEWS
from web.shell import N_EXAMPLES
from web.wording import Words, page_language, wording

PLACE = re.compile(r"\{(\w+)\}")
ROOM = Path(__file__).resolve().parents[2] / "web"
# Keys put together at run time, by the closed choice they end in.
MADE = {
    *(f"kind_{one}" for one in Kind),
    *(f"asked_level_{one}" for one in Level if one is not Level.UNKNOWN),
    *(f"asked_kind_{one}" for one in QuestionKind),
    *(f"asked_stance_{one}" for one in (Stance.NONE, Stance.PLANNED, Stance.DONE, Stance.PROBLEM)),
    *(f"asked_{one}" for one in ("kind", "stance", "combination", "topic", "other_topic")),
    *(f"asked_combination_{one}" for one in Combination if one is not Combination.NONE),
    *(f"asked_action_{one}" for one in ("end", "stop", "forbid", "close", "lower")),
    *(f"asked_condition_{one}" for one in SIGNS),
    *(f"narrow_{one}" for one in FIELDS),
    *(f"column_{one}" for one in COLUMNS),
    *(f"tab_{one.name}" for one in TABS),
    *(f"compare_order_{one}" for one in ORDERS),
    *(f"compare_save_{one}" for one in ("csv", "json")),
    "save_csv",
    "save_json",
    *(f"leg_{one}" for one in ("passages", "sentences", "terms", "bm25")),
    *(f"bar_{one}" for one in ("passages", "sentences", "all_passages", "all_sentences")),
    *(f"counted_{one}" for one in ("reports", "sections", "passages", "sentences")),
    *(f"example_{number + 1}" for number in range(N_EXAMPLES)),
    *(f"field_{one}" for one in FACTS),
    *(f"view_{one}" for one in VIEWS),
    *(f"level_{one}" for one in Level),
    *("half_1", "half_2"),
}


def forms(entry):
    return [entry] if isinstance(entry, str) else list(entry.values())


@each_row(list(wording()))
def test_every_key_has_words_in_every_language_with_the_same_places(key):
    entry = wording()[key]
    assert set(entry) == set(Language)
    places = {language: set(PLACE.findall(" ".join(forms(entry[language])))) for language in entry}
    assert places["en"] == places["zh-Hans"] == places["zh-Hant"]
    for language in entry:
        assert all(form.strip() == form != "" for form in forms(entry[language]))
        assert isinstance(entry[language], str) or set(entry[language]) == {"one", "other"}


@each_row(list(wording()))
def test_words_are_plain(key):
    assert not any("!" in form or "！" in form for entry in wording()[key].values() for form in forms(entry))


def test_every_key_is_used_and_every_used_key_exists():
    code = "\n".join(path.read_text(encoding="utf-8") for path in ROOM.rglob("*") if path.suffix in {".py", ".js"})
    said = set(re.findall(r"\.(?:say|html)\(\s*\"(\w+)\"", code)) | set(re.findall(r"\bsay\(\s*\"(\w+)\"", code))
    assert said <= set(wording()), said - set(wording())
    quoted = set(re.findall(r"[\"'](\w+)[\"']", code)) | said | MADE
    assert set(wording()) <= quoted, set(wording()) - quoted


def test_traditional_words_hold_no_simplified_character():
    simplified = set("报计划现说读这个问复还么对称见观将点档码级总结运开关单项数处过")
    for key, entry in wording().items():
        assert not simplified & set("".join(forms(entry["zh-Hant"]))), key


@pytest.mark.parametrize(
    ("n", "said"), [(1, "One report is silent"), (0, "0 reports are silent"), (3, "3 reports are silent")]
)
def test_english_counts(n, said):
    assert Words(Language.EN).say("silent_reports", n=n) == said


def test_html_is_escaped_where_a_value_is_not_trusted():
    assert Words(Language.EN).html("cite", n=1, where='"><b>') == "Source 1: &quot;&gt;&lt;b&gt;"


def test_a_key_that_is_missing_is_an_error():
    with pytest.raises(KeyError):
        Words(Language.EN).say("no_such_key")


@pytest.mark.parametrize(("code", "language"), [("zh-Hans", Language.HANS), ("zh-TW", Language.EN), ("", Language.EN)])
def test_page_language(code, language):
    assert page_language(code) is language
