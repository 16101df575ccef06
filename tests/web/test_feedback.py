"""Judging answers, without Gradio: what a reader ticks, and the gold question that comes of it."""

import dataclasses
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from eval import GoldKind, Verdict, judged_id, read_gold, read_result
from eval.__main__ import cli
from records import Language, QuestionKind, Stance
from settings import load_settings
from tests.web.markup import assert_harmless, parse, texts
from tests.web.shelf import ABSTAINED, ATTACK, BEIHE, CATALOGUE, DONE_QUOTE, FOUND, PLANNED_QUOTE, YUNXI, answer
from web.answer import render_answer
from web.desk import Desk, Holdings
from web.feedback import feedback_file, judge, show_form, take_back
from web.feedback_form import render_form
from web.feedback_gold import KINDS
from web.feedback_mark import mark_of
from web.feedback_sent import MOST_BECAUSE, read_judged
from web.limits import Limiter
from web.wording import Words

REFUSED = json.loads((Path(__file__).parent / "cases" / "bad_judgements.json").read_text(encoding="utf-8"))
QUESTION = "which cities plan principal rank reform"
FREE = Limiter(0, within_s=1)


@pytest.fixture
def settings(plain_settings, tmp_path):
    return load_settings(index=tmp_path / "index")


@pytest.fixture
def desk(settings):
    return Desk(Holdings(answer, CATALOGUE), settings=settings)


def send(desk, judged, *, question=QUESTION, language="en", limiter=FREE, user="", **asked: object):
    """What the page sends: the judgement of the answer that the question has now."""
    sent = json.dumps({"question": question, **asked})
    mark = mark_of(shown(question, **asked))
    return judge(desk, limiter, sent, json.dumps({"mark": mark, **judged}), language, client="a", user=user)


def shown(question, **asked: object):
    if not asked:
        return answer(question)
    from web.asked import read_asked

    read = read_asked(json.dumps({"question": question, **asked}))
    return answer(read.question, filters=read.filters, previous=read.previous, understood=read.understood)


def saved(desk):
    return read_gold(feedback_file(desk.settings))


def at(report_id, quote, text):
    start = text.index(quote)
    return [report_id, start, start + len(quote)]


def test_the_file_lies_beside_the_index_unless_a_setting_names_another(settings, tmp_path):
    assert feedback_file(settings) == tmp_path / "index.feedback.jsonl"
    other = load_settings(page={"feedback": tmp_path / "judged.jsonl"})
    assert feedback_file(other) == tmp_path / "judged.jsonl"


def test_a_right_answer_is_saved_with_one_click(desk):
    told = send(desk, {"verdict": "right"}, user="li")
    assert (told["ok"], told["said"]) == (True, "Saved: this answer is right.")
    (gold,) = saved(desk)
    assert (gold.question_id, gold.text, gold.language) == (judged_id(QUESTION), QUESTION, Language.EN)
    assert (gold.kind, gold.report_ids) == (GoldKind.WHICH_REPORTS, ("yunxi", "beihe"))
    assert gold.status == {"yunxi": Stance.PLANNED, "beihe": Stance.BOTH}
    assert [quote.text for quote in gold.evidence] == [PLANNED_QUOTE, DONE_QUOTE, "將試點擴大到所有縣區。"]
    (line,) = feedback_file(desk.settings).read_text(encoding="utf-8").splitlines()
    assert {name: json.loads(line)[name] for name in ("verdict", "who", "because")} == {
        "verdict": "right", "who": "li", "because": "",
    }  # fmt: skip


def test_an_answer_that_rightly_says_nothing_becomes_a_question_without_answer(desk):
    assert send(desk, {"verdict": "right"}, question="谁修了地铁")["ok"]
    (gold,) = saved(desk)
    assert (gold.kind, gold.report_ids, gold.evidence, gold.language) == (
        GoldKind.UNANSWERABLE, (), (), Language.HANS,
    )  # fmt: skip


def test_an_answer_that_should_have_said_nothing_becomes_one_too(desk):
    judged = {"verdict": "wrong", "blames": ["should_say_nothing"], "reports": {"yunxi": "planned"}}
    assert send(desk, judged)["said"] == "Saved: this answer is wrong."
    (gold,) = saved(desk)
    assert (gold.kind, gold.report_ids, gold.answer) == (GoldKind.UNANSWERABLE, (), "")


def test_a_report_is_taken_away_and_a_stance_put_right(desk):
    judged = {
        "verdict": "wrong",
        "blames": ["wrong_report", "wrong_stance"],
        "reports": {"beihe": "done"},
        "quotes": [at("beihe", DONE_QUOTE, BEIHE), at("yunxi", PLANNED_QUOTE, YUNXI)],
        "because": "云溪只是计划",
    }
    assert send(desk, judged)["ok"]
    (gold,) = saved(desk)
    assert (gold.report_ids, gold.status) == (("beihe",), {"beihe": Stance.DONE})
    assert [(quote.report_id, quote.text) for quote in gold.evidence] == [("beihe", DONE_QUOTE)]


def test_a_missed_report_is_added_with_words_that_it_holds(desk):
    judged = {
        "verdict": "wrong",
        "blames": ["missed_report"],
        "reports": {"linshan": ""},
        "quotes": [],
        "pasted": {"linshan": "全縣校園安全形勢平穩"},
    }
    assert send(desk, judged, question="谁修了地铁")["ok"]
    (gold,) = saved(desk)
    assert (gold.kind, gold.report_ids, gold.status) == (GoldKind.WHICH_REPORTS, ("linshan",), {})
    assert [quote.text for quote in gold.evidence] == ["全縣校園安全形勢平穩"]


def test_a_figure_is_put_right(desk):
    number = dataclasses.replace(answer(QUESTION).understood, kind=QuestionKind.NUMBER)
    found = dataclasses.replace(answer(QUESTION), understood=number)
    desk = Desk(Holdings(lambda *_, **__: found, CATALOGUE), settings=desk.settings)
    mark = mark_of(found)
    sent = json.dumps({"question": QUESTION})
    judged = {"verdict": "wrong", "blames": ["wrong_figure"], "shows": "70%； 100%", "mark": mark}
    assert judge(desk, FREE, sent, json.dumps(judged), "en")["ok"]
    assert saved(desk)[0].must_contain == ("70%", "100%")
    assert judge(desk, FREE, sent, json.dumps({"verdict": "right", "mark": mark}), "en")["ok"]
    assert saved(desk)[0].must_contain == ("70%",)  # the first figure, for the answer shows it
    assert saved(desk)[0].kind is GoldKind.NUMBER


def test_the_question_of_a_follow_up_is_saved_whole(desk):
    previous = {"question": QUESTION, "kind": "which_reports", "topic": "principal rank reform"}
    assert send(desk, {"verdict": "right"}, question="and in Qingdao", previous=previous)["ok"]
    assert [gold.text for gold in saved(desk)] == [f"{QUESTION} (and in Qingdao)"]


def test_an_answer_narrowed_by_a_filter_is_not_judged(desk):
    told = send(desk, {"verdict": "right"}, filters={"places": ["云溪市"]})
    assert told == {"ok": False, "said": Words(Language.EN).say("judge_narrowed")}
    assert not feedback_file(desk.settings).exists()


def test_an_answer_that_has_changed_since_is_not_judged(desk):
    sent = json.dumps({"question": QUESTION})
    told = judge(desk, FREE, sent, json.dumps({"verdict": "right", "mark": "0" * 16}), "zh-Hant")
    assert told == {"ok": False, "said": Words(Language.HANT).say("judge_other_answer")}


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case["label"])
def test_what_cannot_be_saved_is_said_and_nothing_is_written(desk, case):
    told = send(desk, case["judged"], question=case.get("question", QUESTION))
    assert (told["ok"], case["said"] in told["said"]) == (False, True), told["said"]
    assert not feedback_file(desk.settings).exists()


@pytest.mark.parametrize("text", ["", "[]", "null", "{", '"right"', "[" * 100_000, '{"verdict": "right", "x": 1}'])
def test_what_is_no_judgement_is_refused(desk, text):
    told = judge(desk, FREE, json.dumps({"question": QUESTION}), text, "en")
    assert told["ok"] is False
    assert not feedback_file(desk.settings).exists()


def test_a_reason_has_at_most_so_many_characters(desk):
    wrong = {"verdict": "wrong", "blames": ["other"]}
    told = send(desk, {**wrong, "because": "因" * (MOST_BECAUSE + 1)})
    assert (told["ok"], f"at most {MOST_BECAUSE} characters" in told["said"]) == (False, True)
    assert send(desk, {**wrong, "because": "因" * MOST_BECAUSE})["ok"]


def test_control_and_half_characters_are_taken_out_of_what_is_typed():
    judged = read_judged(json.dumps({"verdict": "wrong", "blames": ["other"], "because": "a\x00b\x1b[31m\ud800\r\nc"}))
    assert judged.because == "a b [31m?  c"


def test_one_reader_judges_only_so_often_and_what_is_refused_does_not_count(desk):
    clock = iter([0.0, 1.0, 2.0])
    limiter = Limiter(2, within_s=3600, clock=lambda: next(clock))
    send(desk, {"verdict": "wrong"}, limiter=limiter)  # refused: nothing is wrong
    assert [send(desk, {"verdict": "right"}, limiter=limiter)["ok"] for _ in range(3)] == [True, True, False]


def test_what_was_saved_is_taken_back(desk):
    told = send(desk, {"verdict": "right"})
    assert take_back(desk, told["undo"], "en") == {"ok": True, "said": "The judgement was taken back."}
    assert not feedback_file(desk.settings).exists()
    assert take_back(desk, told["undo"], "en")["ok"] is False


def test_a_file_that_cannot_be_written_is_said_without_its_path(plain_settings, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    settings = load_settings(index=tmp_path / "index", page={"feedback": tmp_path / "file" / "judged.jsonl"})
    told = send(Desk(Holdings(answer, CATALOGUE), settings=settings), {"verdict": "right"})
    assert told == {"ok": False, "said": Words(Language.EN).say("judge_failed")}


# ---------- the form ----------


@pytest.mark.parametrize("language", Language)
def test_the_form_begins_with_what_the_answer_said_and_nothing_of_a_report_is_markup(desk, language):
    told = show_form(desk, json.dumps({"question": QUESTION}), language)
    assert (told["ok"], told["mark"]) == (True, mark_of(answer(QUESTION)))
    form = parse(told["html"].replace(' onsubmit="return false"', ""))
    ticked = [box.get("value") for box in form.iter("input") if box.get("name") == "report" and "checked" in box.attrib]
    assert ticked == ["yunxi", "beihe"]
    reports = [box.get("value") for box in form.iter("input") if box.get("name") == "report"]
    assert set(reports) == set(CATALOGUE.reports)
    chosen = [option.get("value") for option in form.iter("option") if "selected" in option.attrib]
    assert chosen[:2] == ["planned", "both"]
    assert ATTACK not in told["html"]
    assert {one.tag for one in form.iterdescendants()} & {"img", "script"} == set()


def test_an_answer_that_says_nothing_can_only_have_missed_a_report():
    form = parse(render_form(ABSTAINED, CATALOGUE, Words(Language.EN)).replace(' onsubmit="return false"', ""))
    blames = [box.get("value") for box in form.iter("input") if box.get("name") == "blame"]
    assert blames == ["missed_report", "other"]


def test_the_two_buttons_stand_under_an_answer_that_can_be_judged(desk):
    html = render_answer(FOUND, CATALOGUE, Words(Language.EN), mark="abc")
    assert_harmless(html)
    (place,) = parse(html).find_class("judge")
    assert place.get("data-mark") == "abc"
    assert texts(place, "quiet") == ["Right", "Wrong, because"]
    assert parse(render_answer(FOUND, CATALOGUE, Words(Language.EN))).find_class("judge") == []


# ---------- the round trip ----------

ASKED = {
    Language.EN: "which cities plan principal rank reform",
    Language.HANS: "哪些城市计划推行校长职级制",
    Language.HANT: "哪些城市計畫推行校長職級制",
}


def test_every_kind_in_every_language_is_run_as_gold(demo_answerer, demo_index, plain_settings, tmp_path):
    """``eval run gold:FILE --index DIR`` reads what the page saved, whatever was asked."""
    settings = load_settings(index=demo_index, page={"feedback": tmp_path / "judged.jsonl"})
    catalogue = _catalogue_of(demo_answerer)
    wanted = {}
    for language, question in ASKED.items():
        plain = demo_answerer.ask(question)
        assert plain.language is language
        for kind in (*QuestionKind, None):
            found = _as_kind(plain, kind)
            desk = Desk(Holdings(lambda *_, found=found, **__: found, catalogue), settings=settings)
            told = _judge_first(desk, found, kind)
            assert told["ok"], told["said"]
            wanted[judged_id(found.question)] = (language, KINDS[kind] if kind else GoldKind.UNANSWERABLE)
    out = tmp_path / "result.json"
    words = ["run", f"gold:{tmp_path / 'judged.jsonl'}", "--index", str(demo_index), "--out", str(out)]
    done = CliRunner().invoke(cli, words)
    assert done.exit_code == 0, done.output
    result = read_result(out)
    assert {one.question_id: (one.language, one.kind) for one in result.questions} == wanted
    assert len(result.questions) == 3 * (len(QuestionKind) + 1)
    assert result.figure("citation fidelity").value == 1
    assert result.figure("evidence in one passage").value == 1


def _catalogue_of(answerer):
    from web.catalogue import Catalogue

    return Catalogue.of(answerer.index.reports, answerer.index.sections.values())


def _as_kind(plain, kind):
    """The answer as one to another kind of question; of no kind, one that says nothing."""
    understood = dataclasses.replace(plain.understood, kind=kind or QuestionKind.WHICH_REPORTS)
    found = dataclasses.replace(plain, question=f"{plain.question} {kind}", understood=understood)
    if kind is not None:
        return found
    silent = tuple(dataclasses.replace(one, is_supported=False) for one in plain.findings)
    return dataclasses.replace(found, findings=silent, is_abstained=True)


def _judge_first(desk, found, kind):
    """Right where it says nothing; else wrong, and the first report with a quote is the one that says so."""
    sent = json.dumps({"question": found.question})
    if kind is None:
        judged = {"verdict": Verdict.RIGHT}
    else:
        first = next(one for one in found.findings if one.citations)
        quote = first.citations[0]
        judged = {
            "verdict": Verdict.WRONG,
            "blames": ["other"],
            "reports": {first.report.report_id: "planned"},
            "quotes": [[quote.report_id, quote.start, quote.end]],
            "because": f"因为 {ATTACK}",
        }
    return judge(desk, FREE, sent, json.dumps({**judged, "mark": mark_of(found)}), "en")
