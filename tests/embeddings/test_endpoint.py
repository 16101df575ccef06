"""`openai:MODEL` against a server on this machine that speaks the protocol, and fails in every way it can."""

from __future__ import annotations

import json
import shutil
import traceback
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from answers.__main__ import cli as answers_cli
from embeddings import HashingEncoder, load_ensemble
from embeddings.endpoint import EndpointEncoder, read_vectors
from errors import EndpointError, EndpointFault, ModelUnavailableError, SettingsError
from indexer.__main__ import cli as indexer_cli
from search.__main__ import cli as search_cli
from settings import EndpointSettings
from tests.conftest import DEMO
from tests.protocol import Reply, embed, failing, serving

KEY = "sk-very-secret"
BUILD = ("build", "--corpus", "reports", "--index", "idx", "--encoder")


def settings(server, **more: object) -> EndpointSettings:
    given = {"timeout_s": 5, "retries": 0} | more
    return EndpointSettings(base_url=server.base_url, api_key=SecretStr(KEY), **given)


def load(server, **more: object):
    (encoder,) = load_ensemble("openai:org/m", cache=Path("unused"), endpoint=settings(server, **more)).members
    return encoder


def test_vectors_are_those_of_the_server_in_order_and_of_length_1():
    with serving(lambda _, body, __: embed(body["input"], is_shuffled=True)) as server:
        encoder = load(server, batch_texts=2)
        texts = ["校长职级制", "食", "", "教师交流轮岗", "学校食堂管理"]
        seen: list[int] = []
        found = encoder.encode_passages(texts, on_batch=seen.append)
        assert (encoder.name, encoder.dimension, seen) == ("openai:m", 64, [2, 2, 1])
        expected = HashingEncoder(64).encode_passages([text or "." for text in texts])
        np.testing.assert_allclose(found, expected, atol=1e-6)
        np.testing.assert_allclose(encoder.encode_queries(texts[:1]), expected[:1], atol=1e-6)
        assert encoder.encode_passages([]).shape == (0, 64)


def test_base64_and_numbers_are_the_same():
    with serving(lambda _, body, __: embed(body["input"], is_base64=len(server.asked) > 2)) as server:
        encoder = load(server)
        numbers, packed = encoder.encode_queries(["校车"]), encoder.encode_queries(["校车"])
        np.testing.assert_array_equal(numbers, packed)


def test_a_request_says_what_it_must_and_nothing_of_the_machine(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-somebody-else")
    monkeypatch.setenv("OPENAI_ORG_ID", "org")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "project")
    with serving(lambda _, body, __: embed(body["input"])) as server:
        load(server, query_prompt="Q: ", passage_prompt="P: ", dimensions=64).encode_queries([" 校\ud800车 "])
        path, headers, body = server.asked[-1]
        assert (path, body) == (
            "/v1/embeddings",
            {"model": "org/m", "input": ["Q: 校\ufffd车"], "dimensions": 64, "encoding_format": "float"},
        )
        sent = {name.lower(): value for name, value in headers.items()}
        assert sent["authorization"] == f"Bearer {KEY}"
        assert sent["user-agent"] == "yaodian"
        told = {name for name in sent if name.startswith(("x-stainless", "openai"))}
        assert told <= {"x-stainless-retry-count", "x-stainless-read-timeout", "x-stainless-raw-response"}


def test_without_a_key_none_of_the_machine_is_sent(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-somebody-else")
    with serving(lambda _, body, __: embed(body["input"])) as server:
        EndpointEncoder("m", EndpointSettings(base_url=server.base_url))
        assert server.asked[0][1]["authorization"] == "Bearer none"


def test_what_is_meant_for_this_machine_goes_through_no_proxy(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    with serving(lambda _, body, __: embed(body["input"])) as server:
        assert load(server).dimension == 64


def test_batches_hold_no_more_than_their_texts_and_characters():
    with serving(lambda _, body, __: embed(body["input"])) as server:
        encoder = load(server, batch_texts=3, batch_chars=100, max_chars=100)
        encoder.encode_passages(["长" * 300, "中" * 40, "中" * 40, *["短"] * 7])
        sent = [body["input"] for _, _, body in server.asked[1:]]
        assert [[len(text) for text in batch] for batch in sent] == [[100], [40, 40], [1] * 3, [1] * 3, [1]]


def test_a_busy_server_is_asked_again_and_then_given_up():
    busy = {1, 2}
    with serving(lambda _, b, n: failing(429) if n in busy else embed(b["input"])) as server:
        encoder = load(server, retries=2)
        encoder.encode_queries(["校车"])
        assert len(server.asked) == 4
        busy.update(range(4, 10))
        with pytest.raises(EndpointError, match=r"busy or the quota is used up \(429: no\), asked 3 times") as caught:
            encoder.encode_queries(["校车"])
        assert caught.value.fault is EndpointFault.BUSY
        assert len(server.asked) == 7


@pytest.mark.parametrize(
    ("reply", "fault", "message"),
    [
        (failing(401, KEY), "unauthorized", r"refuses the key \(401\): set YAODIAN_ENDPOINT__API_KEY"),
        (failing(403, KEY), "unauthorized", r"refuses the key \(403\)"),
        (failing(404, "no m"), "not_found", r"knows no such model or path \(404: no m\): look at the model's name"),
        (failing(400, f"too\nlong {KEY}"), "refused", r"refuses what it was sent \(400: too long \*\*\*\)"),
        (failing(413), "refused", r"\(413: no\): look at the settings under endpoint"),
        (failing(500, "x" * 999), "failed", r"failed \(500: x{200}…\): look at its log"),
        (failing(503), "failed", r"failed \(503: no\)"),
        (Reply(["<html>"], kind="text/html"), "unusable", "cannot read"),
        (Reply(["{"]), "unusable", "cannot read"),
        (Reply([""], 308, headers={"Location": "http://127.0.0.1:9/"}), "refused", r"\(308: Permanent Redirect\)"),
        (Reply(['{"data": []}'], is_cut=True), "unreachable", "cannot be reached"),
        (Reply(['{"data": []}']), "unusable", "1 texts were sent and 0 vectors came"),
        (Reply(['{"error": "no such model"}']), "unusable", "expected data with index and embedding, data is not so"),
        (Reply(["null"]), "unusable", "expected data with index and embedding, it is not so"),
    ],
)  # fmt: skip
def test_a_failure_is_an_error_that_says_what_to_do_and_never_the_key(reply, fault, message):
    with serving(lambda *_: reply) as server, pytest.raises(EndpointError, match=message) as caught:
        load(server)
    assert caught.value.fault == fault
    assert str(caught.value).startswith("model org/m: ")
    assert KEY not in "".join(traceback.format_exception(caught.value))


def test_a_silent_server_is_given_up_in_time():
    reply = Reply(["{}"], pause_s=0.5)
    with serving(lambda *_: reply) as server, pytest.raises(EndpointError, match=r"not answer within 0\.1 s") as caught:
        load(server, timeout_s=0.1)
    assert caught.value.fault is EndpointFault.TIMEOUT


def test_a_server_that_is_not_there_is_named():
    with serving(lambda *_: Reply([])) as server:
        gone = settings(server)
    with pytest.raises(EndpointError, match=r"127\.0\.0\.1:\d+ cannot be reached \(.*refused.*\): start it") as caught:
        EndpointEncoder("m", gone)
    assert caught.value.fault is EndpointFault.UNREACHABLE


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([[1, 0], [1, 0, 0]], "vectors of 2 and 3 numbers came, expected 2"),
        ([[1, 0, 0], [0, 1, 0]], "vectors of 3 numbers came, expected 2"),
        ([[], []], "vectors of 0 numbers came, expected 2"),
        ([[1, float("nan")], [1, 0]], "a vector holds no finite numbers"),
        ([[1, 1e39], [1, 0]], "a vector holds no finite numbers"),
        ([[0, 0], [1, 0]], "nothing but zeros"),
        ([[1, None], [1, 0]], r"data.0.embedding.\S+ is not so"),
        ([[1, 0], "AAA"], "a vector in base64 is damaged"),
        ([[1, 0], "AAAA"], "a vector in base64 is damaged"),
        ([[1, 0]], "2 texts were sent and 1 vectors came"),
    ],
)
def test_vectors_that_cannot_be_used_are_refused(rows, message):
    answer = {"data": [{"index": index, "embedding": row} for index, row in enumerate(rows)]}
    with pytest.raises(ValueError, match=message):
        read_vectors(answer, count=2, dimension=2)


def test_a_doubled_index_is_refused():
    answer = {"data": [{"index": 0, "embedding": [1, 0]}] * 2}
    with pytest.raises(ValueError, match="2 texts were sent and 2 vectors came, each index expected once"):
        read_vectors(answer, count=2, dimension=2)


@given(st.permutations(range(5)))
def test_the_order_of_an_answer_does_not_matter(order):
    rows = [{"index": index, "embedding": [index + 1, 0]} for index in order]
    assert read_vectors({"data": rows}, count=5, dimension=2)[:, 0].tolist() == [1, 2, 3, 4, 5]


def test_the_fingerprint_changes_with_the_model_and_what_is_asked_of_it_but_not_with_noise():
    random = np.random.default_rng(7)
    table = {name: random.normal(size=64) for name in ("m", "n")}

    def respond(_, body, __):
        vector = table[body["model"]][: body.get("dimensions", 64)]
        noisy = (vector + random.normal(0, 1e-5, len(vector))).tolist()
        return Reply([json.dumps({"data": [{"index": 0, "embedding": noisy}]})])

    with serving(respond) as server:
        same = {EndpointEncoder("m", settings(server)).fingerprint for _ in range(10)}
        assert len(same) == 1
        (first,) = same
        others = [
            EndpointEncoder("m", settings(server, dimensions=32)),
            EndpointEncoder("m", settings(server, query_prompt="q: ")),
            EndpointEncoder("m", settings(server, passage_prompt="q: ")),
            EndpointEncoder("m", settings(server, max_chars=100)),
            EndpointEncoder("n", settings(server)),
        ]
        assert len({first, *(one.fingerprint for one in others)}) == 6


def test_other_weights_under_the_same_name_change_the_fingerprint():
    random = np.random.default_rng(7)

    def respond(*_: object):
        return Reply([json.dumps({"data": [{"index": 0, "embedding": random.normal(size=64).tolist()}]})])

    with serving(respond) as server:
        assert len({EndpointEncoder("m", settings(server)).fingerprint for _ in range(10)}) == 10


def test_an_address_is_needed():
    with pytest.raises(SettingsError, match=r"setting endpoint\.base_url: is empty; .*YAODIAN_ENDPOINT__BASE_URL="):
        load_ensemble("openai:m", cache=Path("unused"))


def test_a_name_is_needed():
    with pytest.raises(ModelUnavailableError, match="names no model, expected openai: and its name on the server"):
        load_ensemble("hashing+openai:", cache=Path("unused"))


# ---------- the command lines ----------


@pytest.fixture
def reports(plain_settings):
    """One report of two sentences: all that is needed to be refused."""
    folder = Path("reports")
    folder.mkdir()
    (folder / "yunxi_2022.txt").write_text("云溪市教育局2022年工作要点\n一、校车\n新购校车12辆。\n", encoding="utf-8")
    return folder


@pytest.fixture
def served(reports, monkeypatch):
    with serving(lambda _, body, __: embed(body["input"], is_shuffled=True)) as server:
        monkeypatch.setenv("YAODIAN_ENDPOINT__BASE_URL", server.base_url)
        monkeypatch.setenv("YAODIAN_ENDPOINT__API_KEY", KEY)
        monkeypatch.setenv("YAODIAN_ENDPOINT__RETRIES", "0")
        yield server


def run(cli, *words: str):
    return CliRunner().invoke(cli, list(words))


def test_an_index_is_built_and_asked_through_a_server(served, reports):
    for name in ("002_zibo_2022.txt", "004_qiqihar_2020.txt"):
        shutil.copy(DEMO / name, reports)
    built = run(indexer_cli, *BUILD, "openai:org/m")
    assert built.exit_code == 0
    assert "Embedding passages (openai:m)" in built.stderr
    status = run(indexer_cli, "status", "--index", "idx")
    assert "encoder   openai:org/m: openai:m, fingerprint " in status.stdout
    found = run(search_cli, "find", "--index", "idx", "--json", "校长职级制")
    assert {"openai:m:passages", "openai:m:sentences"} <= set(json.loads(found.stdout)["hits"][0]["legs"])
    asked = run(answers_cli, "ask", "--index", "idx", "--json", "哪些城市计划推行校长职级制")
    assert (asked.exit_code, len(json.loads(asked.stdout)["findings"])) == (0, 3)
    assert run(indexer_cli, "verify", "--index", "idx").exit_code == 0
    written = b"".join(path.read_bytes() for path in Path("idx").rglob("*") if path.is_file())
    assert KEY.encode() not in written
    assert KEY not in built.output + status.output + found.output + asked.output


def test_a_server_that_has_gone_is_one_line(served, monkeypatch):
    assert run(indexer_cli, *BUILD, "openai:m").exit_code == 0
    monkeypatch.setenv("YAODIAN_ENDPOINT__BASE_URL", "http://127.0.0.1:9/v1")
    asked = run(answers_cli, "ask", "--index", "idx", "校车")
    assert (asked.exit_code, asked.stdout) == (1, "")
    assert asked.stderr.startswith("error: model m: 127.0.0.1:9 cannot be reached (")


def test_a_server_whose_model_has_changed_is_refused_with_the_command(served, monkeypatch):
    assert run(indexer_cli, *BUILD, "openai:org/m").exit_code == 0
    monkeypatch.setenv("YAODIAN_ENDPOINT__PASSAGE_PROMPT", "passage: ")
    asked = run(answers_cli, "ask", "--index", "idx", "校车")
    assert (asked.exit_code, asked.stdout) == (1, "")
    assert asked.stderr.startswith("error: the index was built with encoder openai:m (")
    assert "--encoder openai:org/m`" in asked.stderr
