"""From the summary down to a village's profile and back, by keyboard alone.

Wherever a key leads, what has the focus is seen and has a ring, and it is never lost.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.browser.conftest import Seen, Served
from tests.browser.reading import open_page, settled
from tests.browser.test_way_down import query_of

MOST = 60  # presses of Tab to what is looked for
HELD = """() => {
  let held = document.activeElement;
  while (held?.shadowRoot?.activeElement) held = held.shadowRoot.activeElement;
  if (!held || held === document.body) return null;
  const hasRing = (one) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
    return (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none";
  };
  const field = held.matches("input") ? held.parentElement : held;
  const { top, bottom, left, right } = field.getBoundingClientRect();
  return {
    tag: held.tagName,
    name: (held.getAttribute("aria-label") ?? held.textContent ?? "").trim(),
    isSeen: hasRing(field) && bottom > 0 && top < innerHeight && right > 0 && left < innerWidth,
  };
}"""


def held(page: Page) -> dict[str, Any]:
    """What has the focus, which is seen."""
    found: dict[str, Any] | None = page.evaluate(HELD)
    assert found is not None, f"the focus is lost at {page.url}"
    assert found["isSeen"], f"the focus is not seen: {found}"
    return found


# What has the focus is gone for a moment, as when it is drawn anew.
TAKE_AWAY = """() => {
  const field = document.activeElement;
  const { parentNode, nextSibling } = field;
  field.remove();
  window.putBack = () => parentNode.insertBefore(field, nextSibling);
}"""


def comes(page: Page, name: str) -> None:
    """Wait for the focus to be on what is called ``name``, and to be seen there."""
    for _ in range(50):
        found = page.evaluate(HELD)
        if found and name in found["name"]:
            break
        page.wait_for_timeout(100)
    assert name in held(page)["name"]


def go(page: Page, name: str, key: str = "Tab") -> None:
    """Press Tab until what has the focus ends with ``name``; icons stand before it."""
    for _ in range(MOST):
        page.keyboard.press(key)
        if held(page)["name"].endswith(name):
            return
    raise AssertionError(f"no way by {key} to {name}")


def press(page: Page, key: str = "Enter") -> dict[str, Any]:
    """Press a key, and what has the focus once the page is drawn anew."""
    before = page.url
    page.keyboard.press(key)
    for _ in range(100):
        if page.url != before:
            break
        page.wait_for_timeout(50)
    return held_anew(page)


def held_anew(page: Page) -> dict[str, Any]:
    """What has the focus once the page is drawn anew, and put where it was."""
    settled(page)
    for _ in range(100):
        page.wait_for_timeout(200)
        if page.evaluate(HELD) is not None:
            break
    return held(page)


def test_a_keyboard_walks_down_to_a_profile_and_back(
    page: Page, seen: Seen, served: Served
) -> None:
    open_page(page, f"{served.url}/?region=63")
    page.locator("tbody tr").first.wait_for()
    for region, name in (
        ("63.03", "Kabupaten Banjar"),
        ("63.03.01", "Kecamatan Aluh Aluh"),
    ):
        go(page, f"Pilih {name}")
        assert press(page)["name"] == f"Buka {name}"  # the row has it still
        assert query_of(page)["mark"] == region
        assert press(page)["tag"] == "H1"  # what was pressed is gone
        assert query_of(page)["region"] == region
    village = page.locator("tbody th a").first.inner_text()
    go(page, village)
    assert press(page)["tag"] == "H1"
    assert urlsplit(page.url).path == "/profil"
    assert query_of(page)["region"].startswith("63.03.01.")
    go(page, "Kabupaten Banjar", "Shift+Tab")
    assert press(page)["tag"] == "H1"
    assert query_of(page)["region"] == "63.03"
    go(page, "Ringkasan", "Shift+Tab")
    assert press(page)["tag"] == "H1"
    assert urlsplit(page.url).path == "/"
    page.go_back()
    assert held_anew(page)["tag"] == "H1"
    assert seen.errors == []


def test_a_keyboard_searches_a_region_and_leaves_what_it_opened(
    page: Page, served: Served
) -> None:
    open_page(page, f"{served.url}/cakupan_psm?region=63.05")
    page.locator("tbody tr").first.wait_for()
    go(page, "Langsung ke isi")
    page.locator(".st-key-region_search button").focus()
    page.keyboard.press("Enter")
    field = page.locator(".st-key-region_search_q input")
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    comes(page, "Cari wilayah")
    expect(field).to_have_count(0)
    page.keyboard.press("Enter")
    expect(field).to_be_focused()
    page.wait_for_timeout(200)
    page.keyboard.press("Tab")  # past its end, on to what follows the button
    comes(page, "Turun ke")
    page.keyboard.press("Shift+Tab")
    comes(page, "Cari wilayah")
    # and where the field is drawn anew in the moment in which Tab is pressed
    settled(page)
    if field.count():  # the answer to Escape may have come late, and closed it again
        page.keyboard.press("Enter")
        expect(field).to_have_count(0)
        settled(page)
    page.keyboard.press("Enter")
    expect(field).to_be_focused()
    settled(page)  # the page itself draws nothing beside
    page.evaluate(TAKE_AWAY)
    page.keyboard.press("Tab")
    comes(page, "Turun ke")
    page.evaluate("() => window.putBack()")
    assert "Turun ke" in held(page)["name"]
