"""A view is saved on one page and opened by the next reader from another, by its name."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import Seen, Served
from tests.browser.reading import asks, open_page, settled, speaks

NAME = "Kota <b>1</b> [x](javascript:1) $y$"


def test_a_view_is_saved_and_opened_by_the_next_reader(
    page: Page, seen: Seen, served: Served
) -> None:
    open_page(page, f"{served.url}/pmks?region=63.71&as_of=2024-06&tab=growth")
    way = page.locator(".st-key-views button").first
    with seen.watching(page):
        way.click()
        page.locator(".st-key-views_name input").fill(NAME)
        page.locator(".st-key-person_name_views input").fill("Ani")
        page.locator(".st-key-views_save button").click()
        expect(page.get_by_text(f"Tersimpan: {NAME}")).to_be_visible()

        open_page(page, f"{served.url}/metode?lang=en")  # a new session
        page.locator(".st-key-views button").first.click()
        page.get_by_role("link", name=NAME).click()
        speaks(page, "en")
        expect(page.locator(".st-key-chart_growth")).to_be_visible()
        settled(page)
        # what was opened from is closed again
        expect(page.locator(".st-key-views_name")).to_be_hidden()
    asks(page, region="63.71", as_of="2024-06", tab="growth")

    way.click()
    page.locator(".st-key-views_pick input").click()
    page.keyboard.press("Enter")
    page.locator(".st-key-person_name_views input").fill("Ani")
    page.locator(".st-key-views_delete button").click()
    expect(page.get_by_role("link", name=NAME)).to_have_count(0)
    assert seen.errors == []
