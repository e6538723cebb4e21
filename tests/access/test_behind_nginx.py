"""Behind nginx by HTTPS, as deploy/nginx.conf has it: headers, cookies, pages under them."""

from __future__ import annotations

import http.client
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
import requests
from playwright.sync_api import Browser, expect

from bench import behind
from tests.access.conftest import CITY, COOKIE, Behind, serving

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(behind.program() is None, reason="nginx is not installed"),
]
NAME = "imbang.example"


@pytest.fixture(scope="module")
def secure(
    provider: str, behind: Behind, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Behind]:
    """The store of ``behind`` served once more, by HTTPS under a name."""
    from bench.behind import behind_nginx, free_port

    folder = tmp_path_factory.mktemp("secure")
    subject = ["-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}"]
    files = ["-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", *subject, *files],
        check=True,
        capture_output=True,
    )
    port = free_port()
    address = f"https://{NAME}:{port}"
    with ExitStack() as stack:
        made = stack.enter_context(serving(behind.store, folder, provider, address))
        own = int(made.url.rpartition(":")[2])
        stack.enter_context(
            behind_nginx((own, own), folder, port=port, certificate=folder)
        )
        yield Behind(address, made.store, made.login)


def test_pages_run_under_what_is_sent_and_cookies_go_by_https_alone(
    browser: Browser, secure: Behind
) -> None:
    context = browser.new_context(ignore_https_errors=True, locale="id-ID")
    context.set_default_timeout(20_000)
    page = context.new_page()
    told: list[str] = []
    answer = page.goto(f"{secure.url}/pmks?region={CITY}")
    assert answer is not None
    headers = answer.headers
    assert answer.status == 401
    assert headers["strict-transport-security"] == "max-age=63072000"
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert (headers["x-frame-options"], headers["server"]) == ("SAMEORIGIN", "nginx")
    page.get_by_role("link", name="Masuk dengan SSO Contoh").click()
    page.locator("button[value=ani]").wait_for()
    page.on("console", lambda one: told.append(one.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    with page.expect_response(lambda one: "/pmks?" in one.url) as opened:
        page.locator("button[value=ani]").click()
    expect(page.locator(".st-key-account")).to_contain_text("Ani Contoh")
    expect(page.locator("h1")).to_contain_text("PMKS")
    expect(page.locator(".main-svg").first).to_be_visible()
    headers = opened.value.headers
    assert "script-src 'self' blob: 'sha256-" in headers["content-security-policy"]
    assert headers["referrer-policy"] == "same-origin"
    # below a page Streamlit looks for itself, and finds itself at the root
    assert [text for text in told if "404" not in text] == []
    cookies = {one["name"]: one for one in context.cookies(secure.url)}  # type: ignore[typeddict-item]
    assert {COOKIE, "_streamlit_xsrf", "imbang_replica"} <= cookies.keys()
    assert all(one["secure"] for one in cookies.values())  # type: ignore[typeddict-item]
    assert cookies[COOKIE]["httpOnly"]  # type: ignore[typeddict-item]
    context.close()


def test_no_other_name_is_answered(secure: Behind) -> None:
    port = secure.url.rpartition(":")[2]
    with pytest.raises(requests.exceptions.SSLError):
        requests.get(f"https://127.0.0.1:{port}/", verify=False, timeout=20)
    line = http.client.HTTPSConnection(
        NAME, int(port), timeout=20, context=ssl._create_unverified_context()
    )
    line._create_connection = lambda at, *given: socket.create_connection(  # type: ignore[attr-defined]
        ("127.0.0.1", at[1]), *given
    )
    line.request("GET", "/healthz", headers={"Host": "127.0.0.1"})
    with pytest.raises(http.client.RemoteDisconnected):
        line.getresponse()
