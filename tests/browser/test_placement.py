"""Placement in the browser: from the question to the plan that is taken away."""

from __future__ import annotations

import io

import openpyxl
from playwright.sync_api import Page, expect

from tests.browser.conftest import Seen, Served
from tests.browser.reading import asks, choose, open_page, settled
from tests.browser.test_way_down import grouped

WHOLE = {"region": "63", "as_of": "2024-12"}


def places(page: Page, n: int) -> None:
    """So many further places."""
    field = page.locator(".st-key-plan_posts input")
    field.fill(str(n))
    field.press("Enter")
    asks(page, posts=str(n))


def test_from_the_question_to_the_exported_plan(
    page: Page, seen: Seen, served: Served
) -> None:
    open_page(page, f"{served.url}/penempatan")
    places(page, 12)
    choose(page, "plan_objective", "Paling sedikit desa yang ada PMKS, tanpa PSM")
    page.locator(".st-key-plan_limits button").first.click()
    page.locator(".st-key-plan_most input").fill("2")
    page.locator(".st-key-plan_most input").press("Enter")
    asks(page, limits="most_per_village=2")
    page.keyboard.press("Escape")
    asks(page, posts="12", objective="villages", limits="most_per_village=2")
    told = served.query(
        "placement",
        **WHOLE,
        level="village",
        posts="12",
        objective="villages",
        constraints="most_per_village=2",
        error_pct="10",
    )
    assert len(told) == 12
    rows = page.locator(".st-key-table_steps tbody tr")
    expect(rows).to_have_count(12)
    for at, row in enumerate(told):
        expect(rows.nth(at)).to_contain_text(row["region_name"])
        expect(rows.nth(at)).to_contain_text(grouped(row["uncovered_left"]))
    reached = sum(
        float(r["uncovered_before"]) - float(r["uncovered_after"]) for r in told
    )
    expect(page.locator("h1")).to_contain_text(grouped(str(round(reached))))
    settled(page)  # the file is that of the list, once the page is drawn to its end
    with page.expect_download() as caught:
        page.get_by_role("button", name="Unduh rencana (XLSX)").click()
    book = openpyxl.load_workbook(io.BytesIO(caught.value.path().read_bytes()))
    assert book.sheetnames == ["Tabel", "plan", "villages_before", "villages_after"]
    lines = list(book["plan"].iter_rows(values_only=True))
    place = {name: i for i, name in enumerate(lines[0])}
    assert [line[place["region_code"]] for line in lines[1:]] == [
        r["region_code"] for r in told
    ]
    said = [str(cell.value) for cell in book["Tabel"]["A"]]
    assert any("paling banyak 2 PSM per desa" in text for text in said)
    assert seen.errors == []


def test_a_village_is_looked_at_without_leaving_the_plan(
    page: Page, seen: Seen, served: Served
) -> None:
    [first, *_rest] = served.query("placement", **WHOLE, level="village", posts="5")
    mark = first["region_code"]
    open_page(page, f"{served.url}/penempatan?posts=5&mark={mark}")
    marked = page.locator(".st-key-marked")
    expect(marked).to_contain_text(first["region_name"])
    expect(marked.get_by_role("link")).to_contain_text("Profil")
    asks(page, region="63")
    page.get_by_role("radio", name="Sebelum dan sesudah").click()
    settled(page)
    # one map of what changes
    expect(page.locator(".map[data-drawn]")).to_have_count(1)
    page.get_by_role("radio", name="Bila ditambah lagi").click()
    settled(page)
    expect(page.locator(".st-key-chart_next .annotation-text")).to_have_count(1)
    assert seen.errors == []


def test_a_point_of_the_funnel_is_told_in_words(
    page: Page, seen: Seen, served: Served
) -> None:
    open_page(page, f"{served.url}/cakupan_psm?tab=funnel")
    [row] = [
        row
        for row in served.query("coverage", **WHOLE, level="regency")
        if row["region_code"] == "63.71"
    ]
    chart = page.locator(".st-key-chart_funnel")
    chart.locator(".point").first.wait_for()
    # where the point is, by the chart's own axes
    x, y = chart.locator(".js-plotly-plot").evaluate(
        """(plot, code) => {
          const trace = plot._fullData.find((t) => (t.customdata || []).includes(code));
          const i = trace.customdata.indexOf(code);
          const { xaxis, yaxis } = plot._fullLayout;
          const box = plot.getBoundingClientRect();
          return [box.x + xaxis._offset + xaxis.l2p(trace.x[i]),
                  box.y + yaxis._offset + yaxis.l2p(trace.y[i])];
        }""",
        "63.71",
    )
    page.mouse.move(x - 2, y)
    page.wait_for_timeout(200)
    page.mouse.click(x, y)
    asks(page, mark="63.71")
    sentence = page.locator("p.sentence")
    limits = f"{grouped(row['limit_low_95'])} sampai {grouped(row['limit_high_95'])}"
    expect(sentence).to_contain_text(f"{grouped(row['psm_active'])} PSM aktif")
    expect(sentence).to_contain_text(limits)
    # the twin says the same without a mouse
    choose(page, "own_mark", "Kota Banjarbaru")
    expect(page.locator("p.sentence")).to_contain_text("Kota Banjarbaru")
    asks(page, mark="63.72")
    page.get_by_role("link", name="Profil Kota Banjarbaru").last.click()
    expect(page.locator("h1")).to_contain_text("Kota Banjarbaru: ")
    asks(page, region="63.72")
    assert seen.errors == []
