"""What is written can be read, what can be pressed can be hit, on any screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Served
from tests.browser.visits import SIZES, Visit

PAGES = (
    "",
    "pilar_sosial",
    "cakupan_psm",
    "cakupan_psm?tab=funnel",
    "pmks?tab=map",
    "indikator",
    "indikator?tab=map",
    "profil?region=63.71",
    "bimtek",
    "dtks_dan_rujukan",
    "penempatan",
    "mutu_data",
    "mutu_data?tab=findings",
    "impor_data",
    "metode",
    "pengaturan",
)


def small(page: Page, url: str, least: int) -> list[str]:
    """What is too small on a page once it is drawn."""
    page.goto(url)
    page.locator(".st-key-foot").wait_for(state="attached")
    page.wait_for_load_state("networkidle")
    found: list[str] = page.evaluate(SIZES, least)
    return found


@pytest.mark.parametrize("path", PAGES)
def test_on_a_laptop_everything_can_be_read(
    page: Page, served: Served, visited: Callable[[str], Visit], path: str
) -> None:
    if "?" not in path:  # a page as it opens, which other tests visit too
        assert visited(path or "ringkasan").small == []
        return
    page.set_viewport_size({"width": 1440, "height": 900})
    assert small(page, f"{served.url}/{path}", 0) == []


@pytest.mark.parametrize("path", PAGES)
def test_on_a_telephone_everything_can_be_read_and_hit(
    telephone: Page, served: Served, path: str
) -> None:
    assert small(telephone, f"{served.url}/{path}", 24) == []
