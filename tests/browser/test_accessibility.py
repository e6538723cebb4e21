"""What screen readers and tired eyes meet: axe finds nothing serious on any page."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from imbang.app.page_files import list_pages
from tests.browser.conftest import Served
from tests.browser.reading import open_page, settled

Scheme = Literal["light", "dark"]
SCREENS: tuple[tuple[int, Scheme], ...] = (
    (1440, "light"),
    (390, "dark"),
    (1440, "dark"),
    (390, "light"),
)
# Drawings, thousands of shapes each, have their words in a text beside them.
WITHIN: dict[str, Any] = {"exclude": [[".svg-container"]]}
# Only what is grave is asked for, by name: WCAG 2.1 A and AA.
RULES: dict[str, Any] = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"],
    "preload": False,  # style sheets of elsewhere, of which there are none
}
ADDRESSES = [page.path.stem.partition("_")[2] for page in list_pages()]


def faults(page: Page) -> list[str]:
    found = Axe().run(page, context=WITHIN, options=RULES).response["violations"]
    return [
        f"{fault['id']}: {node['html'][:120]}"
        for fault in found
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_serious_stands_in_the_way(
    page: Page, served: Served, address: str
) -> None:
    """Every section of every page; the screens take turns, so that each page is seen on
    a large and on a small one, light and dark."""
    open_page(page, f"{served.url}/{address}?region=63")
    sections = page.locator(".st-key-tab button")
    seen: dict[tuple[int, int, str], list[str]] = {}
    for at in range(max(sections.count(), 2)):
        width, scheme = SCREENS[at % len(SCREENS)]
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        if 0 < at < sections.count():
            before = page.url
            sections.nth(at).click()
            expect(page).not_to_have_url(before)
        settled(page)
        # what is about to go is pale
        expect(page.locator("[data-stale=true]")).to_have_count(0)
        seen[at, width, scheme] = faults(page)
    assert {screen: told for screen, told in seen.items() if told} == {}
