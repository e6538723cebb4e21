"""In, out and what is between, as people see it in a browser."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest
import requests
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.access.conftest import CITY, COOKIE, Behind, know

pytestmark = pytest.mark.browser
SHEET = (
    b"Kode Wilayah,Jenis PMKS,Periode,Jumlah\n63.71.01.1002,Fakir miskin,2024-12,9\n"
)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(
        viewport={"width": 1920, "height": 1080},
        locale="id-ID",
        reduced_motion="reduce",
    )
    made.set_default_timeout(20_000)
    yield made
    made.close()


def enter(context: BrowserContext, behind: Behind, who: str, path: str = "/") -> Page:
    page = context.new_page()
    page.goto(behind.url + path)
    page.get_by_role("link", name="Masuk dengan SSO Contoh").click()
    page.locator(f"button[value={who}]").click()
    return page


def leave(page: Page) -> None:
    page.locator(".st-key-account button").first.click()
    page.get_by_role("button", name="Keluar").click()
    page.wait_for_url("**/oauth2/end_session**")


def jar(context: BrowserContext) -> dict[str, str]:
    return {one["name"]: one["value"] for one in context.cookies()}  # type: ignore[typeddict-item]


def test_in_a_file_of_ones_own_and_out(
    context: BrowserContext, browser: Browser, behind: Behind
) -> None:
    page = enter(context, behind, "citra", f"/impor_data?region={CITY}")
    expect(page.locator(".st-key-account")).to_contain_text("Citra Contoh")
    expect(page).to_have_url(re.compile(f"/impor_data\\?region={CITY}"))

    # what is uploaded comes in, with the token of the page
    with page.expect_request("**/upload_file/**") as sent:
        page.locator("input[type=file]").set_input_files(
            {"name": "kiriman.csv", "mimeType": "text/csv", "buffer": SHEET}
        )
    expect(page.locator(".stMain")).to_contain_text("kiriman.csv")
    cookies = jar(context)
    url, files = sent.value.url, {"file": ("a.csv", SHEET)}
    token = {"X-Xsrftoken": cookies["_streamlit_xsrf"]}
    forged = requests.put(url, files=files, cookies=cookies, timeout=20)
    assert forged.status_code == 403
    theirs = dict(behind.log_in("ani").cookies) | {
        "_streamlit_xsrf": token["X-Xsrftoken"]
    }
    other = requests.put(url, files=files, cookies=theirs, headers=token, timeout=20)
    assert other.status_code == 404
    own = requests.put(url, files=files, cookies=cookies, headers=token, timeout=20)
    assert own.status_code == 204

    # a file of the page is for who asked for the page
    page.locator(".st-key-template button").first.click()
    with page.expect_download() as taken:
        page.locator(".st-key-template_xlsx button").click()
    media = taken.value.url
    assert "/media/" in media
    assert requests.get(media, cookies=cookies, timeout=20).status_code == 200
    assert requests.get(media, timeout=20).status_code == 401
    assert requests.get(media, cookies=theirs, timeout=20).status_code == 404

    # out: a second page that was open ends, and the cookie that was copied opens nothing
    second = context.new_page()
    second.goto(f"{behind.url}/metode?lang=id")
    expect(second.locator("h1")).to_be_visible()
    leave(page)
    assert COOKIE not in jar(context)
    second.get_by_role("link", name="Cakupan PSM").click()
    expect(second.locator(".stMain")).to_contain_text("Masa masuk Anda telah habis")
    expect(second.locator(".stMain")).not_to_contain_text("PMKS")
    with browser.new_context() as thief:
        thief.add_cookies(
            [{"name": n, "value": v, "url": behind.url} for n, v in cookies.items()]
        )
        copied = thief.new_page()
        copied.goto(behind.url)
        expect(copied.locator("body")).to_contain_text("Anda sudah keluar")
        expect(copied.get_by_role("link", name="Masuk dengan")).to_be_visible()
    second.get_by_role("link", name="Masuk", exact=True).click()
    expect(second).to_have_url(re.compile("/oauth2/authorize"))


def test_who_has_no_role_or_a_login_that_does_not_hold_is_told_so(
    context: BrowserContext, behind: Behind
) -> None:
    page = enter(context, behind, "tanpa", "/cakupan_psm")
    expect(page.locator("h1")).to_have_text("Anda belum memegang peran")
    page.get_by_role("link", name="EN").click()
    expect(page.locator("h1")).to_have_text("You have no role yet")
    expect(page.locator("body")).to_contain_text("Bagian TI")
    page.get_by_role("link", name="Log out").click()
    page.wait_for_url("**/oauth2/end_session**")
    page = enter(context, behind, "asing")
    expect(page.locator("h1")).to_have_text("Anda tidak dapat masuk")
    expect(page.locator("body")).to_contain_text("program lain")
    assert COOKIE not in jar(context)


def test_a_login_that_runs_out_ends_the_page_that_is_open(
    context: BrowserContext, behind: Behind, provider: str
) -> None:
    ends = know(provider, "sebentar", seconds=30)
    page = context.new_page()
    page.goto(f"{behind.url}/metode?lang=id")
    page.get_by_role("link", name="Masuk dengan SSO Contoh").click()
    page.locator("input[name=sub]").fill("sebentar")
    page.get_by_role("button", name="Authorize").click()
    expect(page.locator(".st-key-account")).to_contain_text("sebentar Contoh")
    page.wait_for_timeout(max(0.0, ends - time.time()) * 1000 + 200)
    page.get_by_role("link", name="Cakupan PSM").click()
    expect(page.locator(".stMain")).to_contain_text("Masa masuk Anda telah habis")
    assert requests.get(behind.url, cookies=jar(context), timeout=20).status_code == 401

    # whoever comes back to it finds where to log in, and no figures
    other = context.new_page()
    other.goto(f"{behind.url}/metode?lang=id")
    expect(other.locator("body")).to_contain_text("Masa masuk Anda telah habis")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.get_by_role("link", name="Masuk dengan SSO Contoh")).to_be_visible()
