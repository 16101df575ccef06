"""app.py as it is started: its faults in one line, and the whole way from the demo corpus to a cited answer."""

import os
import re
import socket
import subprocess
import sys
import urllib.request

import pytest
from gradio_client import Client

from tests.web.reading import NARROW, WIDE, ask, opened, places
from tests.web.serving import ROOT, free_port, serve_app

BUILD_TIMEOUT_S = 1200  # two encoders over the demo corpus, on a machine that may be busy with other tests


def run_app(*options: object, **environment: str):
    command = [sys.executable, "app.py", *map(str, options)]
    env = os.environ | environment
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=300, check=False)


def test_a_port_that_is_taken_is_said_before_anything_is_built(tmp_path):
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        port = held.getsockname()[1]
        ended = run_app("--port", port, "--index", tmp_path / "index")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == (
        f"error: setting page.port: 127.0.0.1:{port} cannot be listened on (Address already in use); "
        "expected a free port: choose one with --port\n"
    )
    assert not (tmp_path / "index").exists()


def test_an_address_of_another_machine_is_refused(tmp_path):
    ended = run_app("--host", "192.0.2.1", "--port", free_port(), "--index", tmp_path)
    assert ended.returncode == 1
    assert ended.stderr.startswith("error: setting page.port: 192.0.2.1:")
    assert ended.stderr.count("\n") == 1


def test_a_corpus_that_is_not_there_is_said_by_the_build(tmp_path):
    ended = run_app("--port", free_port(), "--index", tmp_path / "index", "--corpus", tmp_path / "none")
    assert (ended.returncode, ended.stdout) == (1, "")
    said, reason = ended.stderr.splitlines()
    assert said == f"No index in {tmp_path / 'index'} yet: building one of the reports in {tmp_path / 'none'}"
    assert reason.startswith(f"error: {tmp_path / 'none'}")


def test_a_setting_that_does_not_exist_is_named():
    ended = run_app(YAODIAN_PROT="8000")
    assert ended.returncode == 1
    assert ended.stderr.startswith("error: setting YAODIAN_PROT: no such setting")


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The page over the demo corpus, started as a reader of the README starts it: without an index."""
    folder = tmp_path_factory.mktemp("app")
    with serve_app(folder, folder / "index", timeout_s=BUILD_TIMEOUT_S) as address:
        yield address


@pytest.mark.slow
@pytest.mark.timeout(BUILD_TIMEOUT_S + 120)
@pytest.mark.parametrize(
    ("size", "locale", "question", "cities", "quoted"),
    [
        (WIDE, "en-GB", "which cities plan principal rank reform", {"Zibo", "Qiqihar"}, "校长职级制|校長職級制"),
        (WIDE, "zh-CN", "哪些城市计划推行校长职级制", {"淄博市", "齐齐哈尔市"}, "校长职级制|校長職級制"),
        (NARROW, "zh-TW", "哪些城市計畫推行校長職級制", {"淄博市", "齊齊哈爾市"}, "校长职级制|校長職級制"),
    ],
    ids=["English", "simplified", "traditional, narrow"],
)
def test_a_question_shows_the_two_cities_and_opens_their_proof(visit, size, locale, question, cities, quoted):
    page = visit(size=size, locale=locale)
    ask(page, question)
    assert set(places(page)) == cities
    figures = page.locator(".finding .figures li").all_text_contents()
    assert {"70%", "100%"} <= {figure.replace("％", "%") for figure in figures}
    quote = page.text_content(".finding blockquote >> nth=0")
    with opened(page):
        page.click(".finding .cite >> nth=0")
    marked = "".join(page.locator("#source mark").all_text_contents())
    assert marked == quote.replace("\n", "")
    assert re.search(quoted, marked)
    assert page.locator("#source .path li").count() >= 1


@pytest.mark.slow
@pytest.mark.timeout(BUILD_TIMEOUT_S + 120)
def test_programs_ask_and_find_by_name(address):
    client = Client(address, verbose=False)
    answer = client.predict(question="哪些城市计划推行校长职级制", api_name="/ask")
    assert {finding["place_en"] for finding in answer["findings"] if finding["supported"]} == {"Zibo", "Qiqihar"}
    counts = {"reports": 5, "supporting": 2, "silent": 3, "masked": 2, "aside": 1, "unreadable": []}
    assert answer["coverage"] == counts
    found = client.predict(question="哪些城市计划推行校长职级制", top=3, api_name="/find")
    assert [hit["rank"] for hit in found["hits"]] == [1, 2, 3]
    assert found["hits"] == answer["hits"][:3]


@pytest.mark.slow
@pytest.mark.timeout(BUILD_TIMEOUT_S + 120)
@pytest.mark.parametrize("path", ["gradio_api/file=/etc/passwd", "gradio_api/file=errors.py", "file=/etc/passwd"])
def test_no_file_of_the_machine_is_served(address, path):
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{address}/{path}")
    assert refused.value.code in {403, 404}
    refused.value.close()
