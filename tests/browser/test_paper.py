"""Paper: complete from a dark screen too, in the colours of paper, every sheet with what it
is about."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from imbang.drawing.colours import by_day
from tests.browser.conftest import Served
from tests.browser.reading import open_page, settled


def printed(page: Page) -> list[str]:
    """The words of each sheet, each space one."""
    content = page.pdf(prefer_css_page_size=True)
    sheets = PdfReader(io.BytesIO(content)).pages
    return [re.sub(r"\s+", " ", sheet.extract_text()) for sheet in sheets]


def check_margins(sheets: Sequence[str], address: str) -> None:
    for number, words in enumerate(sheets, 1):
        assert (
            "Kalimantan Selatan · per Desember 2024 · dibanding Desember 2023" in words
        )
        assert re.search(r"Dicetak \d+ \w+ \d{4}", words)
        assert f"{number} / {len(sheets)}" in words
        assert "Terbitan 00000" in words
        assert address in words
        assert len(words) > 400  # no sheet is empty but for its margins


def dark(page: Page, address: str) -> None:
    page.emulate_media(color_scheme="dark")
    open_page(page, address)
    settled(page)


def test_a_list_is_printed_with_what_it_leaves_out(page: Page, served: Served) -> None:
    dark(page, f"{served.url}/cakupan_psm?region=63")
    expect(page.locator(".map[data-drawn]")).to_be_attached()
    expect(page.locator("tbody tr")).to_have_count(50)
    sheets = printed(page)
    check_margins(sheets, f"{served.url}/cakupan_psm?region=63")
    assert "Dibagi menurut: Desa/Kelurahan" in sheets[0]
    assert "50 dari 2.016 baris" in " ".join(sheets)
    # headings stand on every sheet of a list
    for words in sheets:
        if "Ada PMKS, tanpa PSM" in words.replace("belum punya", ""):
            assert "PMKS per PSM" in words


def test_the_chain_stays_a_chain(page: Page, served: Served) -> None:
    dark(page, f"{served.url}/indikator?region=63")
    check_margins(printed(page), f"{served.url}/indikator?region=63")
    page.emulate_media(media="print")
    columns = page.locator("div.chain > section")
    tops = {columns.nth(at).bounding_box()["y"] for at in range(5)}  # type: ignore[index]
    assert len(tops) == 1


INKS = """() => {
              const found = [];
              const look = (root) => root.querySelectorAll("*").forEach((e) => {
                if (e.shadowRoot) look(e.shadowRoot);
                if (!e.checkVisibility() || e.closest("[data-testid=stSidebar]")) return;
                const s = getComputedStyle(e);
                const says = [...e.childNodes].some(
                  (n) => n.nodeType === Node.TEXT_NODE && n.nodeValue.trim());
                if (e.tagName === "CANVAS") {
                  const { data } = e.getContext("2d").getImageData(0, 0, e.width, e.height);
                  const painted = {}; // edges are blends: what covers areas counts
                  for (let i = 0; i < data.length; i += 4) {
                    const ink = `rgb(${data[i]}, ${data[i + 1]}, ${data[i + 2]})`;
                    if (data[i + 3] === 255) painted[ink] = (painted[ink] ?? 0) + 1;
                  }
                  found.push(...Object.keys(painted).filter((ink) => painted[ink] > 200));
                } else if (e.ownerSVGElement) found.push(s.fill, s.stroke);
                else found.push(s.backgroundColor, ...(says ? [s.color] : []));
              });
              look(document);
              return [...new Set(found)];
            }"""
DRAWN = {
    "cakupan_psm?tab=map": ".map[data-drawn]",
    "indikator?tab=course": ".main-svg",
}


@pytest.mark.parametrize("path", DRAWN)
def test_nothing_is_printed_in_the_colours_of_a_dark_screen(
    page: Page, served: Served, path: str
) -> None:
    dark(page, f"{served.url}/{path}&region=63")
    expect(page.locator(DRAWN[path]).first).to_be_attached()
    page.emulate_media(media="print", color_scheme="dark")
    drawn = {rgb(by_night) for by_night in by_day()} - {
        rgb(colour) for colour in by_day().values()
    }
    for _ in range(20):  # until the map is drawn again
        seen = set(page.evaluate(INKS))
        if not seen & drawn:
            break
        page.wait_for_timeout(100)
    assert seen & drawn == set()
    assert rgb("#1c1b18") in seen


def rgb(colour: str) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgb({red}, {green}, {blue})"
