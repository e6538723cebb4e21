"""Manners of the dashboard: its languages, its traffic, its shape on a telephone."""

from __future__ import annotations

import re
from typing import Any, Literal

import pytest
from babel.messages.pofile import read_po
from playwright.sync_api import Page, expect

from imbang import paths
from tests.browser.conftest import Seen, Served
from tests.browser.reading import becomes, choose, open_page, settled, speaks, texts

PAGES = ["", "cakupan_psm"]
LAPTOPS = (1280, 1366)
# What stands in both languages, and names of regions that are also English words.
SHARED = {"ID", "EN", "Bahasa · Language", "PMKS", "PSM", "Imbang"}

ENGLISH = re.compile(
    r"\b(the|of|and|for|with|no|options?|choose|open|close|clear|page|press|enter|"
    r"sidebar|results?|help|copy|download|search|sort|loading|running)\b",
    re.IGNORECASE,
)


def catalogue() -> dict[str, str]:
    """English texts and their Indonesian ones, those without a place for a value."""
    with (paths.LOCALE / "id.po").open("rb") as file:
        entries = [(m.id, m.string) for m in read_po(file, locale="id") if m.id]
    return {
        english: indonesian
        for english, indonesian in entries
        if isinstance(english, str) and "{" not in english and english != indonesian
    }


def everything(page: Page, language: str) -> set[str]:
    """The texts of a page, its menus and notes opened one after the other."""
    speaks(page, language)
    found = texts(page)
    for key in ("sample", "norm"):
        button = page.locator(f".st-key-{key} button").first
        if button.count():
            button.click()
            expect(page.get_by_test_id("stPopoverBody")).to_be_visible()
            page.wait_for_timeout(300)
            found |= texts(page)
            page.keyboard.press("Escape")
            expect(page.get_by_test_id("stPopoverBody")).to_have_count(0)
    box = page.locator(".st-key-as_of input")
    box.click()
    box.fill("zzz")
    page.wait_for_timeout(300)
    found |= texts(page)
    page.keyboard.press("Escape")
    return found


@pytest.mark.parametrize("path", PAGES)
def test_each_language_is_complete_and_one_click_from_the_other(
    page: Page, served: Served, path: str
) -> None:
    open_page(page, f"{served.url}/{path}?region=63.71")
    shown = everything(page, "id")
    assert shown & (catalogue().keys() - catalogue().values() - SHARED) == set()
    commands = {text for text in shown if "imbang" in text}
    assert [text for text in shown - SHARED - commands if ENGLISH.search(text)] == []
    page.get_by_role("radio", name="EN", exact=True).click()
    speaks(page, "en")
    settled(page)
    shown = everything(page, "en")
    indonesian = set(catalogue().values()) - catalogue().keys() - SHARED
    assert shown & indonesian == set()
    words = re.compile(r"\b(dari|belum|dan|yang|desa|jangkauan|halaman|tutup|menu)\b")
    assert [text for text in shown if words.search(text)] == []


@pytest.mark.parametrize("path", PAGES)
def test_every_page_minds_its_manners(
    page: Page, seen: Seen, served: Served, path: str
) -> None:
    open_page(page, f"{served.url}/{path}")
    # the map has words for those who cannot see it
    described = page.locator("[aria-label*='PMKS di luar jangkauan']")
    expect(described.first).to_be_attached()
    # sample data are named, and how to replace them
    page.get_by_role("button", name="Data contoh").click()
    told = page.get_by_test_id("stPopoverBody")
    expect(told.get_by_text("Orang dan angka di sini rekaan")).to_be_visible()
    # and, where there are no controls, on paper
    expect(page.locator("p.on-paper").first).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator("p.on-paper").first).to_be_visible()
    # which leaves out what is not paper
    for part in ("[data-testid=stSidebar]", ".st-key-filters"):
        expect(page.locator(part)).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
    page.emulate_media(media="screen")
    expect(page.get_by_text("imbang demo --remove")).to_be_visible()
    # nothing is asked of anyone else, and nothing fails
    own = (served.url, served.url.replace("http", "ws"), "data:", "blob:")
    assert [url for url in seen.requests if not url.startswith(own)] == []
    assert seen.errors == []


def test_shapes_travel_once_and_reruns_carry_numbers(
    page: Page, seen: Seen, served: Served
) -> None:
    open_page(page, f"{served.url}/cakupan_psm")
    expect(page.locator(".map[data-drawn]")).to_be_visible()
    page.wait_for_timeout(1500)
    fetched = [url for url in seen.requests if "/geo/" in url]
    assert len(fetched) == len(set(fetched)) > 0
    seen.requests.clear()
    seen.received = 0
    choose(page, "compare", "Tanpa pembanding")
    assert [url for url in seen.requests if "/geo/" in url] == []
    assert 0 < seen.received < 100_000


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("region", ["63", "63.71.04.1002"])
def test_a_telephone_needs_no_sideways_scrolling(
    telephone: Page, served: Served, path: str, region: str
) -> None:
    open_page(telephone, f"{served.url}/{path}?region={region}")
    telephone.wait_for_timeout(1000)
    widths = (
        "Math.max(document.documentElement.scrollWidth,"
        " document.querySelector('[data-testid=stMain]').scrollWidth)"
    )
    becomes(telephone, lambda: telephone.evaluate(widths) <= 390, True)


@pytest.fixture(scope="module")
def cut_lists() -> dict[int, list[tuple[str, int, int]]]:
    """By the width of a laptop's screen, the lists that are cut: filled by the first test."""
    return {}


@pytest.mark.parametrize("width", LAPTOPS)
def test_a_laptop_shows_lists_whole(
    page: Page, served: Served, width: int, cut_lists: dict[int, list[Any]]
) -> None:
    if not cut_lists:
        cut_lists |= lists_cut(page, served)
    assert cut_lists[width] == []


def lists_cut(page: Page, served: Served) -> dict[int, list[tuple[str, int, int]]]:
    """What each screen cuts of the lists of pages, each of which is opened once."""
    cut: dict[int, list[tuple[str, int, int]]] = {width: [] for width in LAPTOPS}
    for path in (
        "?",
        "cakupan_psm?",
        "cakupan_psm?tab=funnel&",
        "pilar_sosial?",
        "penempatan?",
    ):
        open_page(page, f"{served.url}/{path}region=63")
        for width in LAPTOPS:
            page.set_viewport_size({"width": width, "height": 768})
            settled(page)
            lists = page.locator(".scroll")
            expect(lists.first).to_be_visible()
            for one in lists.all():
                wide, shown = one.evaluate("e => [e.scrollWidth, e.clientWidth]")
                if wide > shown + 1:
                    cut[width].append((path, wide, shown))
    return cut


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_designed_theme_holds_in_any_folder(
    page: Page, served: Served, scheme: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=scheme)
    open_page(page, served.url)
    paper = {"light": "rgb(251, 250, 246)", "dark": "rgb(21, 23, 20)"}[scheme]
    expect(page.locator(".stApp")).to_have_css("background-color", paper)
    font = "[...document.fonts].some(f => f.family.includes('Inter') && f.status === 'loaded')"
    becomes(page, lambda: page.evaluate(font), True)


@pytest.mark.parametrize("path", ["", "penempatan", "profil"])
def test_a_page_is_one_sheet_of_paper(page: Page, served: Served, path: str) -> None:
    open_page(page, f"{served.url}/{path}?region=63")
    settled(page)
    sheets = 0
    for _ in range(20):  # until map and list have their sizes
        pdf = page.pdf(prefer_css_page_size=True)
        sheets = len(re.findall(rb"/Type\s*/Page\b", pdf))
        if sheets == 1:
            break
        page.wait_for_timeout(500)
    assert sheets == 1


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("tidak_ada?region=6371", "Halaman yang diminta tidak ada"),
        ("tidak_ada/lagi", "Halaman yang diminta tidak ada"),
        (
            "tidak_ada?lang=en",
            "The page that you have requested does not seem to exist",
        ),
    ],
)
def test_an_address_of_no_page_is_answered_in_the_readers_language(
    page: Page, served: Served, address: str, said: str
) -> None:
    page.goto(f"{served.url}/{address}")
    told = page.get_by_role("dialog")
    expect(told.get_by_text(said)).to_be_visible()
    told.get_by_role("button").click()
    expect(told).to_be_hidden()
    expect(
        page.locator("h1")
    ).to_be_visible()  # the first page, with the menu beside it
