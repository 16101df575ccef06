"""What other programs are offered: the JSON of the command line, by name, over HTTP and as MCP tools."""

import asyncio
import base64
import json
import re
import subprocess
import sys
import threading

import gradio as gr
import pytest
from gradio_client import Client
from gradio_client.exceptions import AuthenticationError

from answers import Matrix, compare, matrix_to_json
from errors import FilterError
from indexer import read_status
from records import Filters, Kind, Level, Stance
from settings import load_settings
from tests.conftest import DEMO, ROOT
from tests.web.serving import serve_app
from web.desk import Desk
from web.opening import hold
from web.programs import (
    ProgramError,
    Turnstile,
    ask_program,
    compare_program,
    find_program,
    read_filters,
    reports_program,
    section_program,
)

MANUAL = (ROOT / "docs" / "programs.md").read_text(encoding="utf-8")
PAIRS = re.findall(r"```python\n(.*?)```\n\n```text\n(.*?)```", MANUAL, re.DOTALL)
SHELL = re.findall(r"```bash\n(.*?)```", MANUAL, re.DOTALL)
STATED = "http://127.0.0.1:7860"


@pytest.fixture(scope="module")
def desk(demo_answerer, demo_index):
    return Desk(hold(demo_answerer), settings=load_settings(index=demo_index))


def run_json(*command: object):
    ended = subprocess.run(
        [sys.executable, "-m", *map(str, command)], cwd=ROOT, capture_output=True, text=True, timeout=300, check=True
    )
    return json.loads(ended.stdout)


@pytest.mark.slow
def test_answers_and_hits_are_those_of_the_command_line(desk, demo_index):
    question = "哪些城市计划推行校长职级制"
    assert ask_program(desk, question) == run_json("answers", "ask", "--index", demo_index, "--json", question)
    found = run_json("search", "find", "--index", demo_index, "--json", "--top", "3", question)
    assert find_program(desk, question, 3) == found
    reports = reports_program(desk)
    assert reports["reports"] == run_json("indexer", "status", "--index", demo_index, "--json")["reports"]


def test_reports_are_those_of_the_index_and_nothing_of_this_machine(desk, demo_index):
    manifest, rows = read_status(demo_index)
    told = reports_program(desk)
    assert set(told) == {"generation", "created", "failures", "reports"}
    assert told["generation"] == manifest.generation
    counted = [(one["report_id"], one["sections"], one["passages"]) for one in told["reports"]]
    assert counted == [(report.report_id, sections, passages) for report, sections, passages in rows]
    assert str(demo_index) not in json.dumps(told)
    assert str(DEMO) not in json.dumps(told)


def test_reports_are_narrowed(desk):
    told = reports_program(desk, Filters(places=("Shandong",), years=(2022,), kinds=(Kind.PLAN,)))
    assert [one["report_id"] for one in told["reports"]] == ["002_zibo_2022"]
    with pytest.raises(FilterError):
        reports_program(desk, Filters(places=("Atlantis",)))


def test_hits_are_narrowed(desk):
    hits = find_program(desk, "校长职级制", 5, Filters(report_ids=("004_qiqihar_2020",)))["hits"]
    assert {hit["report_id"] for hit in hits} == {"004_qiqihar_2020"}


def test_every_character_of_a_report_leads_to_the_section_it_lies_in(desk):
    catalogue = desk.holdings.catalogue
    report = catalogue.reports["004_qiqihar_2020"]
    for section in catalogue.outlines[report.report_id]:
        for at in (section.start, section.end - 1):
            told = section_program(desk, report.report_id, at)
            assert told["section_id"] == section.section_id
            assert told["text"] == report.text[section.start : section.end]
    assert [entry["start"] for entry in told["outline"]] == [
        section.start for section in catalogue.outlines[report.report_id]
    ]


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (lambda desk: section_program(desk, "nope", 0), "found no report 'nope'"),
        (lambda desk: section_program(desk, "../../etc/passwd", 0), "found no report"),
        (lambda desk: section_program(desk, "002_zibo_2022", 10**9), "found no section at 1000000000, expected 0 to"),
        (lambda desk: section_program(desk, "002_zibo_2022", -1), "found no section at -1"),
        (lambda desk: find_program(desk, "职级", 0), "found top 0, expected 1 to 1000"),
        (lambda desk: find_program(desk, "职级", 1001), "found top 1001"),
        (lambda desk: ask_program(desk, "  "), "found a question of 0 characters"),
        (lambda desk: ask_program(desk, "校" * 1001), "found a question of 1001 characters, expected 1 to 1000"),
    ],
)
def test_what_cannot_be_done_is_said(desk, act, said):
    with pytest.raises(gr.Error, match=re.escape(said)):
        act(desk)


def test_a_comparison_is_that_of_the_command_line(desk, demo_answerer):
    told = compare_program(desk, "校长职级制, 校车")
    reports = demo_answerer.index.reports
    rows = tuple(compare(demo_answerer.ask, ["校长职级制", "校车"], reports, filters=Filters()))
    assert told == matrix_to_json(Matrix(reports, rows))
    assert [topic["topic"] for topic in compare_program(desk, "")["topics"]] != []
    narrowed = compare_program(desk, "校车", Filters(places=("淄博市",)))
    assert [report["report_id"] for report in narrowed["reports"]] == ["002_zibo_2022"]
    with pytest.raises(ProgramError, match="found no topic with a letter in it"):
        compare_program(desk, "，。")


def test_filters_are_read_from_texts():
    read = read_filters(
        places="淄博市， Shandong", years="2021、2022", levels="city", kinds="plan,both", stances="done"
    )
    assert read == Filters(("淄博市", "Shandong"), (Level.CITY,), (2021, 2022), (Kind.PLAN, Kind.BOTH), (Stance.DONE,))
    assert read_filters() == Filters()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"years": "last"}, "found the year 'last'"),
        ({"years": "\uff12\uff10\uff12\uff12"}, "found the year '\uff12"),
        ({"kinds": "poem"}, "found 'poem', expected some of summary, plan, both, unknown"),
        ({"stances": "planed"}, "found 'planed'"),
    ],
)
def test_a_filter_that_is_none_is_an_error(given, said):
    with pytest.raises(ProgramError, match=re.escape(said)):
        read_filters(**given)


def test_the_turnstile_lets_two_in_and_the_third_when_one_has_left():
    turnstile, inside, leave = Turnstile(2, wait_s=5), threading.Semaphore(0), threading.Event()
    most = []

    def come():
        with turnstile.turn():
            most.append(1)
            inside.release()
            leave.wait(5)

    threads = [threading.Thread(target=come) for _ in range(3)]
    for thread in threads:
        thread.start()
    assert inside.acquire(timeout=5)
    assert inside.acquire(timeout=5)
    assert not inside.acquire(timeout=0.2)
    leave.set()
    assert inside.acquire(timeout=5)
    for thread in threads:
        thread.join()
    assert len(most) == 3


def test_the_turnstile_says_when_the_wait_is_too_long():
    turnstile = Turnstile(1, wait_s=0.05)
    with turnstile.turn(), pytest.raises(ProgramError, match="all places taken"), turnstile.turn():
        pass
    with turnstile.turn():
        pass


@pytest.fixture(scope="module")
def address(real_demo_index, tmp_path_factory):
    with serve_app(tmp_path_factory.mktemp("app"), real_demo_index) as address:
        yield address


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize(("code", "printed"), PAIRS, ids=range(len(PAIRS)))
def test_the_examples_of_the_manual_print_what_it_says(address, code, printed):
    command = [sys.executable, "-c", code.replace(STATED, address)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert (ended.stdout, ended.returncode) == (printed, 0), ended.stderr


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("code", SHELL, ids=range(len(SHELL)))
def test_the_commands_of_the_manual_give_json(address, code):
    ended = subprocess.run(["bash", "-c", code.replace(STATED, address)], capture_output=True, text=True, timeout=120)
    decoder, text, seen = json.JSONDecoder(), ended.stdout, []
    while text:
        told, end = decoder.raw_decode(text)
        seen.append(told["data"][0])
        text = text[end:].strip()
    assert seen[0]["heading_path"] == ["总体要求"]
    assert [report["report_id"] for report in seen[1]["reports"]] == ["002_zibo_2022"]


def test_the_manual_has_its_examples():
    assert (len(PAIRS), len(SHELL)) == (5, 1)


async def call(url, *tools: tuple, headers=None):
    from mcp import ClientSession
    from mcp.client.streamable_http import streamablehttp_client

    async with streamablehttp_client(url, headers=headers) as (read, write, _), ClientSession(read, write) as session:
        await session.initialize()
        names = [tool.name for tool in (await session.list_tools()).tools]
        return names, [await session.call_tool(name, given) for name, given in tools]


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_an_mcp_client_finds_asks_lists_and_reads(address):
    client = Client(address, verbose=False)
    question = "哪些城市计划推行校长职级制"
    names, told = asyncio.run(
        call(
            f"{address}/gradio_api/mcp/",
            ("ask", {"question": question}),
            ("find", {"question": question, "top": 2}),
            ("reports", {"places": "Zibo"}),
            ("section", {"report_id": "002_zibo_2022", "at": 100}),
            ("section", {"report_id": "nope"}),
            ("ask", {"question": question, "places": "Atlantis"}),
        )
    )
    assert names == ["ask", "find", "compare", "reports", "section"]
    assert [one.isError for one in told] == [False] * 4 + [True] * 2
    read = [json.loads(one.content[0].text) for one in told[:4]]
    assert read[0] == client.predict(question=question, api_name="/ask")
    assert read[1] == client.predict(question=question, top=2, api_name="/find")
    assert [report["report_id"] for report in read[2]["reports"]] == ["002_zibo_2022"]
    assert read[3]["heading_path"] == ["总体要求"]
    assert "found no report 'nope'" in told[4].content[0].text
    assert "nothing is called 'Atlantis'" in told[5].content[0].text


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_programs_sign_in(demo_index, tmp_path):
    (tmp_path / "yaodian.toml").write_text('[page.users]\nli = "ge heim"\n', encoding="utf-8")
    header = {"Authorization": "Basic " + base64.b64encode(b"li:ge heim").decode()}
    with serve_app(tmp_path, demo_index, cwd=tmp_path) as address:
        told = Client(address, verbose=False, auth=("li", "ge heim")).predict(api_name="/reports")
        assert len(told["reports"]) == 5
        names, _ = asyncio.run(call(f"{address}/gradio_api/mcp/", headers=header))
        assert names == ["ask", "find", "compare", "reports", "section"]
        with pytest.raises(AuthenticationError, match="Please login"):
            Client(address, verbose=False)
    assert "ge heim" not in (tmp_path / "log").read_text(encoding="utf-8")
