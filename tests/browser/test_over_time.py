"""Small maps of the rounds: a press, or a key, makes their month that of the page."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import Seen, Served
from tests.browser.reading import asks, open_page


def test_a_small_map_leads_to_its_month(page: Page, seen: Seen, served: Served) -> None:
    told = "region=63&as_of=2024-12&level=regency&tab=time&lang=en"
    open_page(page, f"{served.url}/cakupan_psm?{told}")
    months = page.locator("button.month")
    expect(months.locator(".map[data-drawn]").last).to_be_visible()
    n = months.count()
    assert 1 < n <= 6
    expect(months.last).to_have_attribute("aria-pressed", "true")

    earlier = months.filter(has_text="Jun 2024")
    earlier.click()
    expect(earlier).to_have_attribute("aria-pressed", "true")
    asks(page, as_of="2024-06", until="2024-12")
    expect(months).to_have_count(n)

    months.last.focus()
    page.keyboard.press("Enter")
    expect(months.last).to_have_attribute("aria-pressed", "true")
    asks(page, as_of="2024-12", until=None)
    assert seen.errors == []
