"""The card of what is selected on a map leads to its profile, by keyboard as well."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Seen, Served
from tests.browser.reading import asks, becomes, open_page, settled

FOCUSED = """() => {
  let held = document.activeElement;
  while (held?.shadowRoot?.activeElement) held = held.shadowRoot.activeElement;
  const { outlineStyle } = getComputedStyle(held);
  return [held.className || held.tagName, outlineStyle !== "none"];
}"""


def test_the_card_on_the_map_leads_to_the_profile(
    page: Page, seen: Seen, served: Served
) -> None:
    told = "as_of=2024-12&compare=2024-06&norm=100"
    open_page(page, f"{served.url}/?region=63&{told}&mark=63.71.01.1003&lang=en")
    card = page.locator(".map[data-drawn] .card")
    way = card.get_by_role("link", name="Profile")
    expect(way).to_be_visible()
    card.locator(".close").focus()
    for held in ("open", "profile"):
        page.keyboard.press("Tab")
        becomes(page, lambda held=held: page.evaluate(FOCUSED), [held, True])
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/profil\?"))
    asks(page, region="63.71.01.1003", as_of="2024-12", compare="2024-06")
    asks(page, norm="100", lang="en")
    page.go_back()
    settled(page)  # and the heading has had the focus
    expect(card).to_be_visible()
    card.locator(".close").focus()
    page.keyboard.press("Enter")  # focus stays on the map when its card goes
    expect(card).to_be_hidden()
    asks(page, mark=None)
    becomes(page, lambda: page.evaluate(FOCUSED), ["CANVAS", True])
    assert seen.errors == []
