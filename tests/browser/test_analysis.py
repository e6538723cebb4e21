"""The pages on pillars, needs, training and verification, against ``imbang query``."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Seen, Served
from tests.browser.reading import (
    asks,
    becomes,
    cell,
    choose,
    open_page,
)
from tests.browser.test_manners import ENGLISH, SHARED, catalogue
from tests.browser.test_way_down import click_name, grouped
from tests.browser.visits import Visit

TABS = {
    "pilar_sosial": (
        "ladder",
        "matrix",
        "dual",
        "traits",
        "freshness",
        "vacancies",
        "trend",
    ),
    "cakupan_psm": ("funnel", "scatter", "evenness", "norm"),
    "penempatan": ("plan", "effect", "next", "vacant", "scenarios"),
    "pmks": ("kinds", "map", "growth", "flow"),
    "indikator": ("course", "map", "months", "moved"),
    "bimtek": ("activities", "participants", "reach", "selection"),
    "dtks_dan_rujukan": ("verification", "places", "services", "cases", "without"),
}
WHOLE = {"region": "63", "as_of": "2024-12"}
NAMED = {"PSM + TAGANA", "Operator SIKS-NG"}  # names, in either language


@pytest.mark.parametrize("path", TABS)
def test_every_section_is_indonesian_quiet_and_from_here(
    served: Served, visited: Callable[[str], Visit], path: str
) -> None:
    english = catalogue().keys() - set(catalogue().values()) - SHARED
    # which has sections once an indicator is chosen
    found = visited("indikator?tab=course" if path == "indikator" else path)
    # the section that a page opens with is not named in its address
    asked = found.texts.keys() & {"", *TABS[path]}
    assert len(asked) >= len(TABS[path])
    for tab in sorted(asked):
        shown = found.texts[tab]
        assert shown & english == set(), tab
        commands = {text for text in shown if "imbang" in text}
        words = shown - SHARED - commands - NAMED
        assert [text for text in words if ENGLISH.search(text)] == [], tab
        assert found.alerts[tab] == 0, tab
    assert found.seen.errors == []
    own = (served.url, f"blob:{served.url}", "data:")
    assert [url for url in found.seen.requests if not url.startswith(own)] == []


def test_the_ladder_and_the_matrix(page: Page, served: Served) -> None:
    open_page(page, f"{served.url}/pilar_sosial")
    [own] = served.query("pillar_ladder", **WHOLE, level="province", kind="psm")
    title = page.locator("h1").inner_text()
    assert grouped(own["reported"]) in title
    assert grouped(own["valid"]) in title
    ladder = page.locator("tbody").first.inner_text()
    for step in ("roles", "persons", "active", "current", "trained", "valid"):
        assert grouped(own[step]) in ladder
    page.get_by_role("radio", name="Jenis per wilayah").click()
    asks(page, tab="matrix")
    matrix = served.query("pillar_matrix", **WHOLE, level="regency")
    psm = {r["region_name"]: r for r in matrix if r["kind"] == "psm"}
    for name, row in psm.items():
        assert cell(page, name, "PSM") == grouped(row["count"])
    marks = {r["region_name"]: r["status"] for r in matrix if r["kind"] == "lk3"}
    signs = {"not_collected": "–", "reported_zero": "✕"}
    for name, status in marks.items():
        if status in signs:
            assert cell(page, name, "LK3") == signs[status]


def test_a_chart_is_a_table_and_a_file_too(page: Page, served: Served) -> None:
    open_page(page, f"{served.url}/dtks_dan_rujukan")
    asked = served.query("verification", **WHOLE, level="regency")
    foot = page.locator(".st-key-foot_verification")
    foot.get_by_role("radio", name="Tabel").click()
    asks(page, tables="verification")
    for row in (row for row in asked if row["source"]):
        told = cell(page, row["region_name"], "Diverifikasi")
        assert told == grouped(row["verified"])
    with page.expect_download() as caught:
        foot.get_by_role("button", name="Unduh CSV").click()
    content = caught.value.path().read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content), delimiter=";"))
    assert [(row["Kabupaten/Kota"], row["Diverifikasi"]) for row in rows] == [
        (row["region_name"], row["verified"]) for row in asked if row["source"]
    ]


def test_a_bar_leads_to_its_region(page: Page, seen: Seen, served: Served) -> None:
    open_page(page, f"{served.url}/bimtek?tab=reach")
    rows = served.query("training_reach", **WHOLE, level="regency")
    page.locator(".st-key-chart_reach .barlayer .trace").nth(2).locator(
        ".point path"
    ).first.click(force=True)
    asks(page, region=rows[0]["region_code"], tab="reach")
    expect(page.locator(".st-key-trail")).to_contain_text(rows[0]["region_name"])
    assert seen.errors == []


def test_needs_by_kind_and_on_the_map(page: Page, seen: Seen, served: Served) -> None:
    open_page(page, f"{served.url}/pmks")
    kinds = served.query("needs_change", **WHOLE, base="2023-12")
    shown = page.locator("tbody").last.inner_text()
    for row in [row for row in kinds if row["unit"] == "person"][:8]:
        assert grouped(row["count"]) in shown
    page.get_by_role("radio", name="Peta", exact=True).click()
    asks(page, tab="map")
    choose(page, "own_kind", "Gelandangan")
    choose(page, "own_measure", "Jumlah")
    click_name(page, "Banjarmasin")
    asks(page, region="63.71", kind="homeless")
    rows = served.query(
        "need_rates", region="63.71", level="village", as_of="2024-12", kind="homeless"
    )
    for row in rows[:10]:
        assert cell(page, row["region_name"], "PMKS dilaporkan") == grouped(
            row["count"]
        )
    assert seen.errors == []


def test_the_chain_tells_every_indicator(
    page: Page, seen: Seen, served: Served
) -> None:
    open_page(page, f"{served.url}/indikator")
    rows = served.query("indicator_values", **WHOLE, level="province")
    cards = page.locator(".chain li")
    expect(cards).to_have_count(len(rows))
    shown = page.locator(".chain").inner_text().replace("\xa0", " ")
    for row in rows:
        if row["unit"] == "percent" and row["value"]:
            assert f"{float(row['value']):.1f} %".replace(".", ",") in shown
    cards.filter(has_text="PSM aktif yang sudah terlatih").locator("a").click()
    asks(page, indicator="psm_trained_pct")
    page.get_by_role("radio", name="Wilayah per triwulan").click()
    asks(page, tab="months")
    asked = {**WHOLE, "level": "regency", "indicator": "psm_trained_pct"}
    grid = served.query("indicator_grid", **asked)
    for row in (row for row in grid if row["month"] == "2024-12" and row["value"]):
        told = f"{float(row['value']):.1f}".replace(".", ",")
        # below it may stand that a figure is late
        assert cell(page, row["region_name"], "Des 2024").split("\n")[0] == told
    assert seen.errors == []


def test_the_method_is_searched(page: Page, seen: Seen, served: Served) -> None:
    open_page(page, f"{served.url}/metode")
    expect(page.locator("article.method").first).to_be_visible()
    whole = page.locator("article.method").count()
    page.locator(".st-key-own_method_q input").fill("gini")
    asks(page, method_q="gini")
    found = page.locator("article.method")
    becomes(page, lambda: 0 < found.count() < whole, True)
    expect(found.filter(has_text="Kesenjangan").first).to_be_visible()
    assert seen.errors == []


def test_growth_begins_where_it_is_told_to(page: Page, served: Served) -> None:
    open_page(page, f"{served.url}/pmks?tab=growth")
    choose(page, "own_base", "Februari 2023")
    asks(page, base="2023-02")
    last = served.query("growth", **WHOLE, base="2023-02")[-1]
    label = page.locator(".st-key-chart_growth .annotation-text", has_text="PMKS")
    index = f"{float(last['ppks_index']):.1f}".replace(".", ",")
    expect(label.first).to_contain_text(index)


def test_a_list_is_searched_and_sorted(page: Page, served: Served) -> None:
    open_page(page, f"{served.url}/dtks_dan_rujukan?tab=without&region=63.06")
    rows = served.query(
        "case_handling", region="63.06", level="district", as_of="2024-12"
    )
    page.locator("thead button", has_text="Ditangani").first.click()
    shown = page.locator('tbody [data-label="Ditangani"]')
    handled = [int(r["handled"]) for r in rows if r["without_psm"] not in ("", "0")]
    ordered = [str(n) for n in sorted(handled, reverse=True)]
    becomes(page, shown.all_inner_texts, ordered)
    page.locator(".st-key-own_place_q input").fill("daha u")
    asks(page, place_q="daha u")
    expect(page.locator("tbody tr")).to_have_count(1)
