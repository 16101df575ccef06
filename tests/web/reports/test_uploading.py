"""Files added from the page: what is taken, what is refused, and by whom."""

import io

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from errors import SettingsError
from tests.web.shelving import NEW, ZIBO, states
from web.guard import Guard
from web.inventory import State
from web.uploading import upload_routes

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture
def uploads(desk):
    app = Starlette(routes=upload_routes(desk))
    with TestClient(
        Guard(app, desk.settings.page), base_url="http://127.0.0.1:7860", client=("127.0.0.1", 5000)
    ) as client:
        yield client


def send(client, name, data=None, **more: str):
    content = NEW.encode() if data is None else data
    return client.post("/upload", params={"name": name} | more, content=content)


def test_a_file_is_added_and_listed(desk, folder, uploads):
    answer = send(uploads, "云溪2021.txt")
    assert (answer.status_code, answer.json()) == (200, {"source": "云溪2021.txt"})
    assert (folder / "云溪2021.txt").read_text(encoding="utf-8") == NEW
    assert states(desk)["云溪2021.txt"] is State.ADDED
    assert list((folder / ".yaodian" / "incoming").iterdir()) == []


@pytest.mark.parametrize(
    ("name", "data", "status", "said"),
    [
        ("../../x.txt", b"x", 422, "its name holds '/'"),
        ("/etc/cron.d/x.txt", b"x", 422, "its name holds '/'"),
        ("..\\x.txt", b"x", 422, "its name holds"),
        ("a\0.txt", b"x", 422, "U+0000"),
        ("a" * 5000 + ".txt", b"x", 422, "at most 240"),
        ("CON.txt", b"x", 422, "reserved"),
        (".htaccess.txt", b"x", 422, "begins with '.'"),
        ("x.exe", b"x", 415, "only .txt .md .html .docx .pdf"),
        ("x.php", b"<?php", 415, "only"),
        ("", b"x", 415, "only"),
        ("reports.csv", b"report_id\n", 415, "only"),
        ("x.pdf", b"no pdf", 422, "it is no PDF"),
        ("x.docx", b"PK\x03\x04", 422, ""),
        ("x.txt", b"", 422, "empty"),
        ("x.txt", b"\x89PNG\r\n\x1a\n", 422, "a PNG picture"),
        ("x.txt", b"x" * (1024 * 1024 + 1), 413, "larger than 1 MB"),
    ],
)
def test_what_is_no_report_is_not_taken(folder, uploads, name, data, status, said):
    before = {path.name for path in folder.iterdir()}
    answer = send(uploads, name, data)
    assert answer.status_code == status
    assert said in answer.json()["error"]
    assert {path.name for path in folder.iterdir()} - before <= {".yaodian"}
    assert list((folder / ".yaodian").rglob("*.*")) == []
    assert not (folder.parent / "x.txt").exists()


def test_a_file_that_grows_beyond_the_limit_while_it_comes_is_not_kept(folder, uploads):
    def blocks():
        for _ in range(20):
            yield b"x" * 100_000

    assert send(uploads, "x.txt", blocks()).status_code == 413
    assert list((folder / ".yaodian" / "incoming").iterdir()) == []


def test_a_name_that_is_taken_is_replaced_only_when_asked_to(folder, uploads):
    answer = send(uploads, ZIBO, language="zh-Hans")
    assert (answer.status_code, answer.json()["taken"]) == (409, True)
    assert answer.json()["error"] == "已有同名文件002_zibo_2022.txt。"
    assert send(uploads, "002_zibo_2022.md").json()["taken"] is False
    assert send(uploads, ZIBO, replace="1").status_code == 200
    assert (folder / ZIBO).read_text(encoding="utf-8") == NEW


def test_one_client_adds_only_so_many_files_within_an_hour(uploads):
    statuses = [send(uploads, f"{number}.txt").status_code for number in range(6)]
    assert statuses == [200] * 4 + [429] * 2


@pytest.mark.parametrize("host", ["10.0.0.7:7860", "127.0.0.1:7860"])
def test_another_machine_adds_nothing(desk, folder, host):
    app = Starlette(routes=upload_routes(desk))
    client = TestClient(Guard(app, desk.settings.page), base_url=f"http://{host}", client=("10.0.0.9", 5000))
    assert send(client, "x.txt").status_code == 403
    assert not (folder / ".yaodian").exists()


def test_a_type_that_no_report_can_have_is_an_error_at_the_start(desk):
    page = desk.settings.page.model_copy(update={"upload_types": (".exe",)})
    desk.settings = desk.settings.model_copy(update={"page": page})
    with pytest.raises(SettingsError, match=r"page\.upload_types: found '\.exe'"):
        upload_routes(desk)


def test_the_log_holds_no_text_of_a_report(desk, uploads, caplog):
    send(uploads, "x.txt", io.BytesIO(b"").read())
    assert caplog.text == "" or "httpx" in caplog.text
