"""A chart is taken along by keyboard: a picture, its sentence and its link, over http too."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Seen, Served
from tests.browser.reading import becomes, open_page

FOCUSED = """() => {
  let held = document.activeElement;
  while (held?.shadowRoot?.activeElement) held = held.shadowRoot.activeElement;
  return held.innerText.split("\\n").at(-1);
}"""
# as over http, where pages have no clipboard
WITHOUT = "() => Object.defineProperty(navigator, 'clipboard', { value: undefined })"


@pytest.mark.parametrize("is_secure", [True, False])
def test_a_chart_is_taken_along_by_keyboard(
    page: Page, seen: Seen, served: Served, is_secure: bool, tmp_path: Path
) -> None:
    open_page(page, f"{served.url}/pmks?region=63&lang=en")
    if not is_secure:
        page.evaluate(WITHOUT)
    way = page.get_by_role("button", name="Picture and link").first
    with seen.watching(page):
        way.focus()
        page.keyboard.press("Enter")
        svg = page.get_by_role("button", name="Picture (SVG)")
        expect(page.get_by_role("button", name="Picture (PNG)")).to_be_focused()
        with page.expect_download() as taken:
            svg.click()
        taken.value.save_as(tmp_path / "taken.svg")
        words = page.get_by_label("As a sentence").input_value()
        page.get_by_role("button", name="Copy sentence").focus()
        becomes(page, lambda: page.evaluate(FOCUSED), "Copy sentence")
        page.keyboard.press("Enter")
        expect(page.get_by_role("status").get_by_text("Copied")).to_be_visible()
    assert taken.value.suggested_filename.endswith(".svg")
    title = (
        ET.parse(tmp_path / "taken.svg")
        .getroot()
        .findtext("{http://www.w3.org/2000/svg}title")
    )
    assert title
    assert words.startswith(title)
    link = page.get_by_label("Link to this page").input_value()
    assert link.startswith(f"{served.url}/pmks?region=63")
