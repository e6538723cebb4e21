"""The page Pengaturan on screen: its words, its traffic, its shape on a telephone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from imbang.store.workspace import Workspace
from tests.browser.conftest import Seen, Served
from tests.browser.reading import becomes, open_page, settled, speaks, texts
from tests.browser.test_manners import SHARED, catalogue

TABS = ["figures", "reports", "events", "office", "log"]
ENGLISH = re.compile(
    r"\b(the|of|and|for|with|no|options?|choose|open|close|clear|press|apply|"
    r"submit|select|remove|add|save|help|search|loading)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("tab", TABS)
def test_it_speaks_one_language_at_a_time(
    page: Page, seen: Seen, served: Served, tab: str
) -> None:
    open_page(page, f"{served.url}/pengaturan?tab={tab}&lang=id")
    speaks(page, "id")
    if tab == "office":
        page.locator("textarea").first.press_sequentially("x")
        page.wait_for_timeout(200)
    if tab == "reports":
        page.locator(".st-key-setting_expectations input").first.fill("zzz")
        page.wait_for_timeout(300)
    shown = texts(page)
    assert shown & (catalogue().keys() - catalogue().values() - SHARED) == set()
    assert [text for text in shown - SHARED if ENGLISH.search(text)] == []
    if tab == "reports":
        page.keyboard.press("Escape")
    page.get_by_role("radio", name="EN", exact=True).click()
    speaks(page, "en")
    settled(page)
    indonesian = set(catalogue().values()) - catalogue().keys() - SHARED
    becomes(page, lambda: texts(page) & indonesian, set())
    own = (served.url, served.url.replace("http", "ws"), "data:", "blob:")
    assert [url for url in seen.requests if not url.startswith(own)] == []
    assert seen.errors == []


def test_a_telephone_needs_no_sideways_scrolling(
    telephone: Page, served: Served
) -> None:
    main = "document.querySelector('[data-testid=stMain]').scrollWidth"
    for tab in TABS:
        open_page(telephone, f"{served.url}/pengaturan?tab={tab}")
        telephone.wait_for_timeout(500)
        becomes(telephone, lambda: telephone.evaluate(main) <= 390, True)


def test_nothing_is_saved_until_somebody_says_who(page: Page, served: Served) -> None:
    before = Workspace(served.store).version()
    open_page(page, f"{served.url}/pengaturan")
    page.locator(".st-key-norm_save button").click()
    expect(page.get_by_text("Isi nama Anda")).to_be_visible()
    assert Workspace(served.store).version() == before
