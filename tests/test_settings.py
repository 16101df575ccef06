from __future__ import annotations

import traceback
from pathlib import Path

import pytest
from pydantic import ValidationError

from errors import SettingsError
from settings import load_settings

pytestmark = pytest.mark.usefixtures("plain_settings")


def test_the_defaults():
    settings = load_settings()
    assert (settings.corpus, settings.index, settings.encoder) == (Path("corpus/reports"), Path("index"), "bundled")
    assert (settings.chunk.max_chars, settings.search.top, settings.threads) == (400, 10, 0)
    assert (settings.page.host, settings.page.port) == ("127.0.0.1", 7860)
    assert settings.cache.is_absolute()


def test_the_command_line_comes_before_the_environment_before_the_file(monkeypatch):
    Path("yaodian.toml").write_text(
        'encoder = "file"\nindex = "file"\ncorpus = "file"\n[page]\nport = 8001\nhost = "::1"\n', encoding="utf-8"
    )
    monkeypatch.setenv("YAODIAN_ENCODER", "environment")
    monkeypatch.setenv("YAODIAN_INDEX", "environment")
    monkeypatch.setenv("YAODIAN_PAGE__PORT", "8002")
    settings = load_settings(encoder="given", index=None)
    assert (settings.encoder, settings.index, settings.corpus) == ("given", Path("environment"), Path("file"))
    assert (settings.page.port, settings.page.host) == (8002, "::1")


KEYS = (
    "corpus, index, cache, encoder, threads, chunk.max_chars, "
    "search.top, search.late_interaction, search.reranked, search.collapse, "
    "endpoint.base_url, endpoint.api_key, endpoint.timeout_s, endpoint.retries, endpoint.batch_texts, "
    "endpoint.batch_chars, endpoint.max_chars, endpoint.dimensions, endpoint.query_prompt, endpoint.passage_prompt, "
    "llm.base_url, llm.api_key, llm.timeout_s, llm.retries, llm.model, llm.max_tokens, llm.temperature, "
    "llm.max_chars, llm.failing, page.host, page.port, page.names, page.users, page.editing, "
    "page.questions_per_minute, page.waiting, page.upload_mb, page.uploads_per_hour, page.upload_types, "
    "page.runs, page.suites, page.feedback, page.judgements_per_hour"
)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("YAODIAN_PAGE__PORT", "0", "setting page.port: found '0'; input should be greater than or equal to 1"),
        (
            "YAODIAN_PAGE__PORT",
            "http",
            "setting page.port: found 'http'; input should be a valid integer, unable to parse string as an integer",
        ),
        ("YAODIAN_THREADS", "257", "setting threads: found '257'; input should be less than or equal to 256"),
        ("YAODIAN_PAGE__PROT", "8000", f"setting page.prot: no such setting; expected one of {KEYS}"),
        (
            "YAODIAN_ENCODR",
            "e5",
            "setting YAODIAN_ENCODR: no such setting; expected one of "
            "cache, chunk, corpus, encoder, endpoint, index, llm, page, search, threads",
        ),
    ],
)
def test_a_wrong_variable_is_an_error_that_names_it(monkeypatch, name, value, message):
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("encodr = 'e5'\n", f"setting encodr: no such setting; expected one of {KEYS}"),
        ("[pag]\nport = 8000\n", f"setting pag: no such setting; expected one of {KEYS}"),
        ("[search]\ntop = 0\n", "setting search.top: found 0; input should be greater than or equal to 1"),
        ("[chunk]\nmax_chars = 10\n", "setting chunk.max_chars: found 10; input should be greater than or equal to 50"),
    ],
)
def test_a_wrong_line_of_the_file_is_an_error_that_names_it(content, message):
    Path("yaodian.toml").write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert str(caught.value) == message


def test_a_file_that_is_no_toml_is_an_error_that_names_it():
    Path("yaodian.toml").write_text("page: port", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"^setting yaodian\.toml: is no TOML \(.*line 1.*\); expected "):
        load_settings()


def test_a_file_that_is_no_utf8_is_an_error_that_names_it():
    Path("yaodian.toml").write_bytes(b'encoder = "\xff"')
    with pytest.raises(SettingsError, match=r"^setting yaodian\.toml: is no TOML \(.*0xff.*\); expected "):
        load_settings()


def test_a_variable_that_is_no_value_of_its_group_is_an_error(monkeypatch):
    monkeypatch.setenv("YAODIAN_PAGE", "8000")
    with pytest.raises(
        SettingsError, match=r"^setting page: found a value that is not shown here; input should be a valid dictionary"
    ):
        load_settings()


def test_a_variable_that_is_no_json_is_an_error_that_names_it(monkeypatch):
    monkeypatch.setenv("YAODIAN_PAGE", "port")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert str(caught.value) == (
        "setting in the environment: error parsing value for field page from source EnvSettingsSource; "
        "write nested ones as YAODIAN_PAGE__PORT=8000"
    )


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("YAODIAN_LLM__API_KEY", "sk-hidden words", "setting llm.api_key: found a value that is not shown here; "),
        ("YAODIAN_ENDPOINT__BASE_URL", "http://me:sk-hidden@host/v1", "setting endpoint.base_url: found a value that "),
        (
            "YAODIAN_ENDPOINT__BASE_URL",
            "http://host/v1?key=sk-hidden",
            "setting endpoint.base_url: found a value that ",
        ),
        ("YAODIAN_ENDPOINT__BASE_URL", "ftp://sk-hidden", "setting endpoint.base_url: found a value that is not "),
        ("YAODIAN_LLM", '"sk-hidden"', "setting llm: found a value that is not shown here; "),
        ("YAODIAN_LLM", '{"api_kye": "sk-hidden"}', "setting llm.api_kye: no such setting; "),
    ],
)
def test_a_key_is_never_shown(monkeypatch, name, value, message):
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert str(caught.value).startswith(message)
    assert "sk-hidden" not in "".join(traceback.format_exception(caught.value))


def test_a_key_stays_out_of_what_is_written_down(monkeypatch):
    monkeypatch.setenv("YAODIAN_LLM__API_KEY", " sk-hidden\n")
    monkeypatch.setenv("YAODIAN_ENDPOINT__BASE_URL", " http://host:8080/v1/ ")
    settings = load_settings()
    assert settings.llm.api_key.get_secret_value() == "sk-hidden"
    assert settings.endpoint.base_url == "http://host:8080/v1"
    assert "sk-hidden" not in f"{settings!r} {settings} {settings.model_dump_json()} {settings.model_dump()}"


def test_settings_do_not_change():
    with pytest.raises(ValidationError, match="frozen"):
        load_settings().encoder = "e5"
    with pytest.raises(ValidationError, match="frozen"):
        load_settings().page.port = 1


def test_a_password_is_neither_shown_nor_written_anywhere(monkeypatch):
    monkeypatch.setenv("YAODIAN_PAGE__USERS", '{"li": "geheim"}')
    settings = load_settings()
    assert settings.page.users["li"].get_secret_value() == "geheim"
    assert "geheim" not in f"{settings!r} {settings} {settings.model_dump_json()} {settings.model_dump()}"
    monkeypatch.setenv("YAODIAN_PAGE__USERS", '{"li": ["geheim"]}')
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert caught.value.key == "page.users.li"
    assert "geheim" not in str(caught.value)
