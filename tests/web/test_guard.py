"""What every request passes: the guard as a whole, over an application that tells what it was given."""

import base64

import pytest
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from settings import PageSettings
from tests.conftest import ROOT
from web.entrance import COOKIE, SESSION_S, Entrance, is_local
from web.guard import HEADERS, LOCAL, MOST_BODY_BYTES, USER, Guard
from web.hosts import is_own_host, own_names
from web.limits import MOST_CLIENTS, Limiter
from web.login import render_login
from web.passwords import hash_password, is_password
from web.trust import may_change
from web.wording import Words, preferred_language

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
USERS = {"li": SecretStr("ge heim"), "王": SecretStr(hash_password("密码:1"))}


async def told(request: Request) -> JSONResponse:
    body = await request.body()
    return JSONResponse({"user": request.scope[USER], "local": request.scope[LOCAL], "size": len(body)})


def client(page=None, *, entrance=None, address="127.0.0.1", host="127.0.0.1:7860"):
    app = Starlette(routes=[Route("/{path:path}", told, methods=["GET", "POST", "PUT", "DELETE", "HEAD"])])
    guarded = Guard(app, page or PageSettings(), entrance)
    return TestClient(guarded, base_url=f"http://{host}", client=(address, 5000), follow_redirects=False)


def basic(pair):
    return {"authorization": "Basic " + base64.b64encode(pair.encode()).decode()}


@pytest.mark.parametrize(
    "path",
    [
        "/", "/config", "/login", "/theme.css", "/assets/index-DphvyggB.js", "/static/fonts/a/b-c.woff2",
        "/gradio_api/info", "/gradio_api/queue/join", "/gradio_api/queue/data", "/gradio_api/run/source",
        "/gradio_api/call/ask", "/gradio_api/call/ask/0123abc", "/gradio_api/mcp/", "/gradio_api/mcp",
        "/gradio_api/heartbeat/abc123", "/gradio_api/startup-events", "/upload",
    ],
)  # fmt: skip
def test_what_the_page_needs_is_let_through(path):
    assert client().get(path).status_code in {200, 303}


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/file=/etc/passwd", "/file=/etc/passwd", "/gradio_api/file/etc/passwd", "/gradio_api/upload",
        "/gradio_api/upload_progress", "/gradio_api/proxy=http://evil.example/", "/gradio_api/stream/1/1/1/x.ts",
        "/gradio_api/component_server", "/gradio_api/vibe-edit/", "/gradio_api/vibe-code", "/gradio_api/token",
        "/gradio_api/user", "/gradio_api/deep_link", "/gradio_api/runs", "/gradio_api/run-history/connect",
        "/gradio_api/process_recording", "/gradio_api/dev/reload", "/monitoring", "/monitoring/x", "/logout/",
        "/gradio_api/mcp/sse", "/gradio_api/mcp/messages/", "/gradio_api/mcp/schema", "/docs", "/openapi.json",
        "/gradio_api/openapi.json", "/svelte/x", "/custom_component/1/2/3/4", "/assets/../errors.py",
        "/assets/..%2ferrors.py", "/static/%2e%2e/x", "/assets/a b", "/gradio_api/run/a/../../upload", "//config",
        "/gradio_api/run/source\n", "/config\x00",
    ],
)  # fmt: skip
def test_everything_else_is_not_there(path):
    app, sent = client(), []

    async def receive():
        return {"type": "http.request", "body": b""}

    async def send(message):
        sent.append(message)

    async def ask():
        scope = {
            "type": "http", "method": "GET", "path": path.replace("%2f", "/").replace("%2e", "."), "query_string": b"",
            "headers": [(b"host", b"127.0.0.1:7860")], "client": ("127.0.0.1", 1), "scheme": "http",
        }  # fmt: skip
        await app.app(scope, receive, send)

    import anyio

    anyio.run(ask)
    assert sent[0]["status"] == 404


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:7860", 200), ("localhost:7860", 200), ("LOCALHOST", 200), ("[::1]:7860", 200), ("10.1.2.3", 200),
        ("evil.example", 421), ("evil.example:7860", 421), ("127.0.0.1.evil.example", 421), ("", 421),
        ("localhost.evil.example", 421), ("[::1].evil.example", 421), ("0x7f000001", 421),
    ],
)  # fmt: skip
def test_a_name_that_is_not_its_own_is_refused(host, status):
    assert client().get("/", headers={"host": host}).status_code == status


def test_names_of_the_settings_and_of_the_machine_are_its_own():
    page = PageSettings(host="0.0.0.0", names=("Reports.Lan",))
    assert client(page).get("/", headers={"host": "reports.lan:7860"}).status_code == 200
    names = own_names("0.0.0.0", ())
    assert is_own_host("reports.lan", names) is False
    assert is_own_host("bureau.lan", own_names("bureau.lan", ())) is True


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "http://127.0.0.1:7860"}, 200),
        ({"origin": "https://127.0.0.1:7860"}, 200),
        ({"origin": "http://127.0.0.1:9999"}, 403),
        ({"origin": "http://localhost:7860"}, 403),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": ""}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "same-origin"}, 200),
    ],
)
@pytest.mark.parametrize("path", ["/gradio_api/run/reports_remove", "/upload", "/gradio_api/queue/join"])
def test_another_page_cannot_ask_through_the_browser_of_a_reader(path, headers, status):
    assert client().post(path, headers=headers, json={}).status_code == status


def test_a_link_from_another_page_opens_this_one():
    assert client().get("/", headers={"sec-fetch-site": "cross-site"}).status_code == 200


def test_every_answer_has_the_headers_refusals_too():
    for path in ("/", "/gradio_api/upload", "/login"):
        answer = client().get(path)
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS


def test_a_large_body_is_refused_before_and_while_it_comes():
    announced = client().post("/gradio_api/run/source", content=b"x" * (MOST_BODY_BYTES + 1))
    assert announced.status_code == 413

    def blocks():
        for _ in range(20):
            yield b"x" * (MOST_BODY_BYTES // 10)

    assert client().post("/gradio_api/run/source", content=blocks()).status_code == 413
    assert client().post("/gradio_api/run/source", content=b"x" * 1000).json()["size"] == 1000
    assert client().post("/upload", content=b"x" * (MOST_BODY_BYTES + 1)).json()["size"] == MOST_BODY_BYTES + 1


def test_questions_are_counted_by_client_and_what_is_read_is_not():
    page = PageSettings(questions_per_minute=2)
    guarded = client(page)
    statuses = [guarded.post("/gradio_api/queue/join").status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    refused = guarded.post("/gradio_api/run/ask", headers={"accept-language": "zh-TW"})
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert refused.json()["detail"].startswith("提問過於頻繁，請")
    assert set(refused.json()["words"]) == {"en", "zh-Hans", "zh-Hant"}
    assert guarded.post("/gradio_api/run/source").status_code == 200
    assert guarded.get("/").status_code == 200


def test_no_limit_is_no_limit():
    guarded = client(PageSettings(questions_per_minute=0))
    assert {guarded.post("/gradio_api/queue/join").status_code for _ in range(80)} == {200}


def test_who_is_not_signed_in_gets_a_page_or_a_status():
    guarded = client(PageSettings(users=USERS))
    page = guarded.get("/?q=职级", headers={"accept": "text/html", "accept-language": "zh-CN"})
    assert page.status_code == 401
    assert "www-authenticate" not in page.headers
    assert '<html lang="zh-Hans">' in page.text
    assert 'name="next" value="/?q=%E8%81%8C%E7%BA%A7"' in page.text
    for path in ("/config", "/assets/a.js", "/gradio_api/run/reports_list", "/gradio_api/mcp/", "/upload"):
        refused = guarded.post(path)
        assert refused.status_code == 401
        assert refused.headers["www-authenticate"].startswith("Basic ")
    assert "www-authenticate" not in guarded.get("/config", headers={"sec-fetch-mode": "cors"}).headers
    assert guarded.get("/gradio_api/startup-events").status_code == 200


@pytest.mark.parametrize(("pair", "user"), [("li:ge heim", "li"), ("王:密码:1", "王")])
def test_programs_sign_in_with_every_request(pair, user):
    guarded = client(PageSettings(users=USERS))
    for _ in range(2):
        assert guarded.get("/config", headers=basic(pair)).json()["user"] == user


@pytest.mark.parametrize("pair", ["li:geheim", "li:", ":", "li", "nobody:ge heim", "王:密码", ":ge heim"])
def test_a_wrong_password_does_not_let_in(pair):
    guarded = client(PageSettings(users=USERS))
    assert guarded.get("/config", headers=basic(pair)).status_code == 401


@pytest.mark.parametrize("header", ["Basic", "Basic !!!", "Basic \xff", "Bearer ge heim", "Basic " + "A" * 9999])
def test_a_header_that_is_none_does_not_let_in(header):
    guarded = client(PageSettings(users=USERS))
    assert guarded.get("/config", headers={b"authorization": header.encode("latin-1")}).status_code == 401


def test_a_browser_signs_in_goes_where_it_wanted_and_signs_out():
    guarded = client(PageSettings(users=USERS))
    entered = guarded.post("/login", data={"user": "li", "password": "ge heim", "next": "/?q=a"})
    assert (entered.status_code, entered.headers["location"]) == (303, "/?q=a")
    cookie = entered.headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert guarded.get("/config").json()["user"] == "li"
    left = guarded.post("/logout")
    assert (left.status_code, left.headers["location"]) == (303, "/")
    guarded.cookies.set(COOKIE, cookie.split("=")[1].split(";")[0])
    assert guarded.get("/config").status_code == 401


def test_a_wrong_password_is_said_on_the_page_and_ten_a_minute_are_tried():
    guarded = client(PageSettings(users=USERS))
    form = {"user": '"><script>alert(1)</script>', "password": "x", "next": "//evil.example"}
    refused = guarded.post("/login", data=form)
    assert refused.status_code == 401
    assert 'role="alert"' in refused.text
    assert "<script" not in refused.text
    assert 'name="next" value="/"' in refused.text
    assert [guarded.post("/login", data=form).status_code for _ in range(10)] == [401] * 9 + [429]
    right = {"user": "li", "password": "ge heim", "next": "/"}
    assert guarded.post("/login", data=right).status_code == 429


def test_another_page_cannot_sign_a_reader_in_or_out():
    guarded = client(PageSettings(users=USERS))
    for path in ("/login", "/logout"):
        assert guarded.post(path, headers={"origin": "http://evil.example"}).status_code == 403


def test_a_session_ends_by_itself():
    now = [0.0]
    entrance = Entrance(USERS, clock=lambda: now[0])
    cookie = f"{COOKIE}={entrance.open_session('li')}"
    assert entrance.user_of(cookies=cookie, authorization="") == "li"
    now[0] = SESSION_S
    assert entrance.user_of(cookies=cookie, authorization="") == ""


def test_without_users_nobody_has_to_sign_in():
    guarded = client()
    assert guarded.get("/config").json() == {"user": "", "local": True, "size": 0}
    assert guarded.get("/login").headers["location"] == "/"


@pytest.mark.parametrize(
    ("address", "host", "headers", "expected"),
    [
        ("127.0.0.1", "127.0.0.1:7860", {}, True),
        ("::1", "[::1]:7860", {}, True),
        ("::ffff:127.0.0.1", "localhost", {}, True),
        ("10.0.0.7", "10.0.0.1:7860", {}, False),
        ("10.0.0.7", "127.0.0.1:7860", {}, False),
        ("127.0.0.1", "10.0.0.1:7860", {}, False),
        ("127.0.0.1", "reports.lan", {}, False),
        ("127.0.0.1", "127.0.0.1", {"x-forwarded-for": "10.0.0.7"}, False),
        ("127.0.0.1", "127.0.0.1", {"forwarded": "for=10.0.0.7"}, False),
        ("127.0.0.1", "127.0.0.1", {"x-real-ip": "10.0.0.7"}, False),
        ("", "127.0.0.1", {}, False),
        ("testclient", "127.0.0.1", {}, False),
    ],
)
def test_local_is_who_sits_at_this_machine(address, host, headers, expected):
    assert is_local({"host": host} | headers, address) is expected


@pytest.mark.parametrize(
    ("editing", "users", "user", "local", "expected"),
    [
        ("users", {}, "", True, True), ("users", {}, "", False, False), ("users", USERS, "li", False, True),
        ("users", USERS, "", True, False), ("local", {}, "", True, True), ("local", USERS, "li", False, False),
        ("local", USERS, "li", True, True), ("off", {}, "", True, False), ("off", USERS, "li", True, False),
    ],
)  # fmt: skip
def test_who_may_change_reports(editing, users, user, local, expected):
    page = PageSettings(editing=editing, users=users)
    assert may_change({USER: user, LOCAL: local}, page) is expected
    assert may_change({}, page) is False


def test_websockets_are_closed():
    import anyio

    sent = []

    async def send(message):
        sent.append(message)

    async def never(scope, receive, send):
        raise AssertionError("passed on")

    anyio.run(Guard(never), {"type": "websocket", "path": "/"}, None, send)
    assert sent == [{"type": "websocket.close", "code": 1008}]


def test_a_hash_is_another_each_time_and_none_holds_the_password():
    first, second = hash_password("要点"), hash_password("要点")
    assert first != second
    assert is_password("要点", first)
    assert is_password("要点", second)
    assert not is_password(first, first)


@pytest.mark.parametrize("kept", ["scrypt:", "scrypt:a:b", "scrypt:AAAA", "scrypt:AAAA:BBBB:CCCC", "scrypt:é:é"])
def test_a_damaged_hash_lets_nobody_in(kept):
    assert not is_password("", kept)
    assert not is_password(kept, kept)


def test_the_limiter_forgets_the_oldest_client():
    limiter = Limiter(1, within_s=60, clock=lambda: 0.0)
    assert limiter.take("first") == 0
    assert limiter.take("first") == 60
    for number in range(MOST_CLIENTS):
        limiter.take(str(number))
    assert limiter.take("first") == 0


@pytest.mark.parametrize("language", ["en", "zh-CN", "zh-TW"])
def test_the_login_page_is_one_page_without_a_script(language):
    words = Words(preferred_language(language))
    html = render_login(words, '/?q="><b>')
    assert "<script" not in html
    assert "<b>" not in html
    assert words.html("login_password") in html
    assert "http" not in html.replace('http-equiv="', "")


def test_the_guard_stands_before_the_page():
    """No other way in: the page is launched with it and with nothing beside it but the place for files."""
    code = (ROOT / "web" / "page.py").read_text(encoding="utf-8")
    assert code.count("Middleware(Guard") == 1
