"""From the province to a village by clicking, and the figures on the way."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Seen, Served
from tests.browser.reading import (
    asks,
    becomes,
    cell,
    choose,
    open_page,
    query_of,
    settled,
)

COVERAGE = "cakupan_psm"


def click_name(page: Page, name: str) -> None:
    """Press a name on the map, or what it stands on, twice: it is selected, then opened."""
    drawn = page.locator(".map[data-drawn]")
    drawn.wait_for()
    place = None
    while place is None:  # drawn anew just now
        page.wait_for_timeout(50)
        place = drawn.evaluate(
            """(root, name) => {
              const label = (root.map.labels ?? []).find(({ text }) => text === name);
              if (!label) return null;
              const box = root.getBoundingClientRect();
              const [west, top, east, bottom] = label.box;
              return [box.x + (west + east) / 2, box.y + (top + bottom) / 2];
            }""",
            name,
        )
    page.mouse.click(*place)
    card = drawn.locator(".card")
    expect(card).to_contain_text(name)
    settled(page)
    region = query_of(page)["mark"]
    card.locator(".open").click()
    asks(page, region=region, mark=None)


def grouped(figure: str) -> str:
    """A whole figure as Indonesian writes it."""
    return f"{float(figure):,.0f}".replace(",", ".")


def test_clicking_from_the_province_to_a_village(
    page: Page, seen: Seen, served: Served
) -> None:
    open_page(page, f"{served.url}/{COVERAGE}")
    for name, region in [
        ("Banjarmasin", "63.71"),
        ("Banjarmasin Utara", "63.71.04"),
    ]:
        click_name(page, name)
        asks(page, region=region)
    rows = served.query("coverage", region="63.71.04", level="village", as_of="2024-12")
    for row in rows:
        assert cell(page, row["region_name"], "PMKS") == grouped(row["ppks_persons"])
        assert cell(page, row["region_name"], "PSM") == grouped(row["psm_active"])
        assert cell(page, row["region_name"], "PMKS di luar jangkauan") == grouped(
            str(int(float(row["uncovered_persons"]) + 0.5))
        )
    village = rows[0]
    click_name(page, village["region_name"])
    asks(page, region=village["region_code"])
    facts = page.locator(".st-key-region_card dl")
    expect(facts).to_contain_text(grouped(village["ppks_persons"]))
    page.get_by_role("button", name="Kalimantan Selatan", exact=True).click()
    settled(page)
    assert query_of(page)["region"] == "63"
    assert seen.errors == []


def test_a_link_shows_what_its_sender_saw(
    page: Page, context: BrowserContext, served: Served
) -> None:
    open_page(page, f"{served.url}/{COVERAGE}")
    choose(page, "down_63", "Kota Banjarbaru · 63.72")
    choose(page, "compare", "Tanpa pembanding")
    page.get_by_role("radio", name="Kecamatan", exact=True).click()
    asks(page, level="district")
    page.get_by_placeholder("Nama atau kode").fill("ulin")
    asks(page, q="ulin")
    expect(page.locator("tbody tr").first).to_contain_text("Ulin")
    sent = page.locator("h1").inner_text(), page.locator("tbody").inner_text()
    received = context.new_page()
    open_page(received, page.url)
    becomes(
        received,
        lambda: (
            received.locator("h1").inner_text(),
            received.locator("tbody").inner_text(),
        ),
        sent,
    )
    assert query_of(received) == query_of(page)
    assert query_of(page)["level"] == "district"


def test_back_and_forth_between_pages_keeps_the_filters(
    page: Page, served: Served
) -> None:
    open_page(page, f"{served.url}/?region=63.71&as_of=2024-06&lang=id")
    page.get_by_role("link", name="Cakupan PSM").click()
    expect(page).to_have_url(re.compile(f"/{COVERAGE}"))
    asks(page, region="63.71", as_of="2024-06")
    expect(page.locator(".st-key-trail")).to_contain_text("Kota Banjarmasin")


def test_headings_sort_and_names_lead_to_profiles(
    page: Page, seen: Seen, served: Served
) -> None:
    open_page(page, f"{served.url}/{COVERAGE}?region=63.71&level=district")
    page.locator("thead button", has_text="PSM").first.click()
    settled(page)
    cells = page.locator('tbody [data-label="PSM"]')

    def is_sorted() -> bool:
        psm = [int(text) for text in cells.all_inner_texts()]
        return len(psm) > 1 and psm == sorted(psm, reverse=True)

    becomes(page, is_sorted, True)
    left, first = page.url, page.locator("tbody th a").first
    name = first.inner_text()
    first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text(f"Kecamatan {name}: ")
    becomes(page, lambda: urlsplit(page.url).path, "/profil")
    settled(page)
    expect(page.locator(".st-key-trail")).to_contain_text(name)
    top = "document.querySelector('.stMain').scrollTop"
    becomes(page, lambda: page.evaluate(top), 0)
    page.go_back()
    expect(page.locator("tbody th a").first).to_have_text(name)
    becomes(page, lambda: page.url, left)
    settled(page)
    page.get_by_role("link", name="Kota Banjarmasin", exact=True).click()
    expect(page.locator("h1")).to_contain_text("Kota Banjarmasin: ")
    asks(page, region="63.71")
    assert seen.errors == []


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_downloads_hold_the_figures_of_the_question(
    page: Page, served: Served, kind: str
) -> None:
    import csv
    import io

    from python_calamine import CalamineWorkbook

    open_page(page, f"{served.url}/{COVERAGE}?region=63.71&level=village")
    with page.expect_download() as caught:
        # the map has files of its own, before those of the list
        page.get_by_role("button", name=f"Unduh {kind.upper()}").last.click()
    content = caught.value.path().read_bytes()
    asked = served.query("coverage", region="63.71", level="village", as_of="2024-12")
    if kind == "csv":  # for people: it opens in columns in an Indonesian Excel
        text = io.StringIO(content.decode("utf-8-sig"))
        rows = list(csv.DictReader(text, delimiter=";"))
        assert {row["Kabupaten/Kota"] for row in rows} == {"Kota Banjarmasin"}
        # names are told apart by what they lie in
        assert len({(row["Desa/Kelurahan"], row["Kecamatan"]) for row in rows}) == len(
            asked
        )
        told = sorted(row["PMKS di luar jangkauan"] for row in rows)
        assert told == sorted(
            f"{round(float(r['uncovered_persons']), 4):.15g}".replace(".", ",")
            for r in asked
        )
        return
    head, *body = (
        CalamineWorkbook.from_filelike(io.BytesIO(content))
        .get_sheet_by_name("coverage")
        .to_python()
    )
    place = {name: head.index(name) for name in ("region_code", "uncovered_persons")}
    found = {row[place["region_code"]]: row[place["uncovered_persons"]] for row in body}
    expected = {r["region_code"]: float(r["uncovered_persons"]) for r in asked}
    assert found == expected
