"""Impor Data in a browser: a question answered, accepted, published, seen; or discarded."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from playwright.sync_api import Page, expect

from imbang.publishing.publish import publish
from imbang.store.deliveries import Store
from tests.browser.conftest import Seen, Served, serving
from tests.browser.reading import becomes, open_page, settled, speaks, texts
from tests.browser.test_manners import ENGLISH, SHARED, catalogue
from tests.conftest import draft

PATH = "impor_data?lang=id"
TITLES = [["DINAS SOSIAL KOTA BANJARMASIN"], ["Keadaan: Juni 2024"]]
HEADING = ["Kode Wilayah", "Nama Wilayah", "Jenis PMKS", "Jumlah"]


def workbook(rows: Sequence[Sequence[str]]) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet("PPKS")
        for number, row in enumerate([*TITLES, HEADING, *rows]):
            sheet.write_row(number, 0, row)
    return content.getvalue()


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The dashboard of a small published store, for these tests alone."""
    folder = tmp_path_factory.mktemp("import")
    store = Store(folder / "store")
    row = {"region_code": "63.71.01.1001", "kind": "poor", "unit": "person", "count": 7}
    sent = draft("ppks", "63.71", "2024-06", [row])
    store.record([sent], by="Sari", received_on=date(2024, 7, 1))
    publish(store)
    with serving(store.folder, folder) as made:
        yield made


def drop(page: Page, name: str, content: bytes) -> None:
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    expect(page.get_by_text(name, exact=True).first).to_be_visible()
    settled(page)


def everything(folder: Path) -> dict[Path, bytes]:
    return {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_from_a_question_to_the_figure(page: Page, seen: Seen, own: Served) -> None:
    open_page(page, f"{own.url}/{PATH}")
    rows = [
        ["63.71.01.1001", "", "Fakir miskin", "40"],
        ["63.71.01.1002", "", "Warga serba kurang", "2"],
    ]
    drop(page, "ppks.xlsx", workbook(rows))
    asked = page.locator("[class*=st-key-line_ask]")
    expect(asked).to_contain_text("“Warga serba kurang” termasuk jenis apa?")
    asked.locator("input").fill("Gelandangan")
    page.get_by_role("option", name="Gelandangan", exact=True).click()
    settled(page)
    said = page.get_by_role("button", name="“Warga serba kurang” → Gelandangan")
    expect(said).to_be_visible()
    replaced = page.locator(".st-key-replaced tbody tr")
    expect(replaced).to_contain_text("1 → 2")
    expect(replaced).to_contain_text("Sari, 1 Juli 2024")
    page.get_by_label("Atas nama").fill("Budi")
    page.get_by_role("button", name="Terima", exact=True).click()
    page.get_by_role("button", name="Terbitkan", exact=True).click()
    expect(page.get_by_text("Terbitan 000002 sudah diterbitkan")).to_be_visible(
        timeout=60_000
    )
    page.get_by_role("button", name="Apa yang berubah").click()
    changed = page.locator(".st-key-changed tbody tr", has_text="PMKS (PPKS), orang")
    expect(changed.first).to_contain_text("000002-1")
    page.get_by_role("link", name="Ke Ringkasan").click()
    settled(page)
    [row] = own.query("coverage", region="63", level="province", as_of="2024-06")
    assert float(row["ppks_persons"]) == 42
    expect(page.locator("dl.cards")).to_contain_text("42")
    assert seen.errors == []


def test_errors_stand_in_the_sheet_and_discarding_leaves_no_trace(
    page: Page, seen: Seen, own: Served
) -> None:
    before = everything(own.store)
    open_page(page, f"{own.url}/{PATH}")
    hostile = "<img src=x onerror=alert(1)>"
    drop(
        page,
        "rusak.xlsx",
        workbook(
            [
                ["63.71.01.1001", hostile, "Fakir miskin", "40"],
                ["63.71.01.1002", "", "Fakir miskin", "banyak"],
            ]
        ),
    )
    sheet = page.locator(".sheet-part")
    expect(sheet.locator("td.error")).to_have_text("✕banyak")
    expect(sheet.locator("tr.note")).to_contain_text("D5 “banyak” bukan angka")
    expect(sheet).to_contain_text(hostile)
    expect(page.locator("img[src=x]")).to_have_count(0)
    expect(page.get_by_role("button", name="Terima", exact=True)).to_be_disabled()
    page.get_by_role("button", name="Buang", exact=True).click()
    expect(page.get_by_text("rusak.xlsx")).to_have_count(0)
    becomes(page, lambda: everything(own.store), before)
    assert seen.errors == []


@pytest.mark.parametrize("tab", ["import", "sent", "published"])
def test_every_word_is_in_the_readers_language(
    page: Page, own: Served, tab: str
) -> None:
    open_page(page, f"{own.url}/{PATH}&tab={tab}")
    speaks(page, "id")
    if tab == "import":
        drop(page, "a.xlsx", workbook([["63.71.01.1001", "", "Fakir miskin", "x"]]))
        page.locator("[class*=st-key-headings_] summary").first.click()
    page.wait_for_timeout(400)
    shown = texts(page)
    assert shown & (catalogue().keys() - catalogue().values() - SHARED) == set()
    assert [text for text in shown - SHARED if ENGLISH.search(text)] == []
    page.keyboard.press("Escape")
    page.get_by_role("radio", name="EN", exact=True).click()
    speaks(page, "en")
    settled(page)
    indonesian = set(catalogue().values()) - catalogue().keys() - SHARED
    becomes(page, lambda: texts(page) & indonesian - {*HEADING}, set())


def test_a_telephone_needs_no_sideways_scrolling(telephone: Page, own: Served) -> None:
    open_page(telephone, f"{own.url}/{PATH}")
    content = workbook([["63.71.01.1001", "", "Fakir miskin", "x"]])
    drop(telephone, "a.xlsx", content)
    widths = (
        "Math.max(document.documentElement.scrollWidth,"
        " document.querySelector('[data-testid=stMain]').scrollWidth)"
    )
    becomes(telephone, lambda: telephone.evaluate(widths) <= 390, True)
