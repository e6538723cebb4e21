"""What is opened on a page stands in nobody's way: what to take along, the search, who
reported, a region selected on the map, a village of its own."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import Served
from tests.browser.reading import open_page, settled
from tests.browser.visits import faults

VILLAGE = "63.71.01.1001"
OPENED = {
    ".st-key-take_map button": "[data-testid=stPopoverBody]",
    ".st-key-region_search button": "[data-testid=stPopoverBody] input",
    ".st-key-who_reported summary": ".st-key-who_reported ol.rounds",
}


def test_what_is_opened_has_no_faults(page: Page, served: Served) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    page.emulate_media(color_scheme="dark")
    address = f"{served.url}/cakupan_psm?region=63.71.01&mark={VILLAGE}"
    open_page(page, address)
    expect(page.locator(".map .card")).to_be_visible()
    found = {"selected": faults(page)}
    for button, opened in OPENED.items():
        page.locator(button).first.click()
        expect(page.locator(opened).first).to_be_visible()
        settled(page)
        found[button] = faults(page)
        page.keyboard.press("Escape")
    open_page(page, f"{served.url}/cakupan_psm?region={VILLAGE}")
    found["village"] = faults(page)
    assert {state: told for state, told in found.items() if told} == {}
