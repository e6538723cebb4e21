"""The card of what is selected on a map leads to its profile, by keyboard as well."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from tests.browser.conftest import Seen, Served
from tests.browser.reading import open_page, settled

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
        assert page.evaluate(FOCUSED) == [held, True]
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/profil\?"))
    settled(page)
    asked = {key: value[0] for key, value in parse_qs(urlsplit(page.url).query).items()}
    assert asked["region"] == "63.71.01.1003"
    assert (asked["as_of"], asked["compare"]) == ("2024-12", "2024-06")
    assert (asked["norm"], asked["lang"]) == ("100", "en")
    page.go_back()
    expect(card).to_be_visible()
    card.locator(".close").focus()
    page.keyboard.press("Enter")  # focus stays on the map when its card goes
    expect(card).to_be_hidden()
    settled(page)
    assert page.evaluate(FOCUSED) == ["CANVAS", True]
    assert "mark=" not in page.url
    assert seen.errors == []
