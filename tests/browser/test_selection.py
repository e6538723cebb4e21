"""One selection: a press on a row, a point or a search hit is one on the map."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import Seen, Served
from tests.browser.reading import asks, becomes, open_page, query_of

POINT = """(plot, code) => {
  const trace = plot._fullData.find((one) => (one.customdata || []).includes(code));
  const at = trace.customdata.indexOf(code);
  const { xaxis, yaxis } = plot._fullLayout;
  const box = plot.getBoundingClientRect();
  return [box.x + xaxis._offset + xaxis.l2p(trace.x[at]),
          box.y + yaxis._offset + yaxis.l2p(trace.y[at])];
}"""


def press_row(page: Page, name: str, **wanted: str | None) -> None:
    """Press a row beside the name in it, and wait until that is asked for."""
    link = page.get_by_role("link", name=name, exact=True)
    page.locator("tbody tr", has=link).locator("td").nth(1).click()
    asks(page, **wanted)


def outlined(page: Page) -> str:
    """What the map says of the region that it outlines."""
    return str(
        page.locator(".map[data-drawn]").evaluate(
            "root => root.map.chosen ? root.map.told(root.map.chosen)[0] : ''"
        )
    )


def test_a_press_on_a_row_selects_and_the_next_goes_down(
    page: Page, seen: Seen, served: Served
) -> None:
    open_page(page, f"{served.url}/cakupan_psm?region=63&level=regency")
    press_row(page, "Kabupaten Tapin", mark="63.05")
    expect(page.locator(".map .card")).to_contain_text("Kabupaten Tapin")
    becomes(page, lambda: outlined(page), "Kabupaten Tapin")
    chosen = page.locator("tr[aria-current=true]")
    expect(chosen).to_have_count(1)
    expect(chosen.get_by_role("link")).to_have_text("Kabupaten Tapin")
    # shown by more than a colour: it is bold, and its button says where it leads
    bold = "e => getComputedStyle(e).fontWeight > 600"
    becomes(page, lambda: chosen.get_by_role("link").evaluate(bold), True)
    expect(chosen.get_by_role("button")).to_have_attribute(
        "aria-label", "Buka Kabupaten Tapin"
    )
    # another one is selected, not gone to
    press_row(page, "Kota Banjarbaru", region="63", mark="63.72")
    press_row(page, "Kota Banjarbaru", region="63.72", mark=None)
    assert seen.errors == []


def test_lists_turn_to_what_is_selected_elsewhere(
    page: Page, seen: Seen, served: Served
) -> None:
    listed = served.query("coverage", region="63", level="village", as_of="2024-12")
    ranked = sorted(listed, key=lambda row: -float(row["uncovered_persons"] or "-1"))
    far = ranked[120]  # on the third page
    open_page(page, f"{served.url}/cakupan_psm?region=63&mark={far['region_code']}")
    chosen = page.locator("tr[aria-current=true]")
    expect(chosen.get_by_role("link")).to_have_text(far["region_name"])
    expect(page.locator("tbody tr")).to_have_count(50)
    # another page is shown when it is asked for, and stays
    page.get_by_role("button", name="Halaman 1", exact=True).click()
    asks(page, page="1")
    expect(chosen).to_have_count(0)
    # until something else is selected: here by its code, in the search of the top
    near = ranked[70]
    page.locator(".st-key-region_search button").click()
    field = page.locator(".st-key-region_search_q input")
    field.fill(near["region_code"].replace(".", ""))
    page.locator(".st-key-found").get_by_role("button").click()
    expect(chosen.get_by_role("link")).to_have_text(near["region_name"])
    asks(page, mark=near["region_code"], region="63")
    becomes(page, lambda: outlined(page), near["region_name"])
    expect(field).to_have_count(0)
    assert seen.errors == []


def test_points_select_at_first_and_go_down_then(
    page: Page, seen: Seen, served: Served
) -> None:
    open_page(page, f"{served.url}/cakupan_psm?region=63&tab=scatter&level=regency")
    chart = page.locator(".st-key-chart_scatter")
    for region, mark in (("63", "63.71"), ("63.71", None)):
        chart.locator(".point").first.wait_for()
        x, y = chart.locator(".js-plotly-plot").evaluate(POINT, "63.71")
        page.mouse.move(x - 2, y)
        page.wait_for_timeout(200)
        page.mouse.click(x, y)
        asks(page, region=region, mark=mark)
        if mark:
            card = page.locator(".st-key-marked")
            expect(card).to_contain_text("Kota Banjarmasin")
            expect(
                card.get_by_role("button", name="Buka Kota Banjarmasin")
            ).to_be_visible()
            expect(page.locator("tr[aria-current=true]")).to_have_count(1)
    assert seen.errors == []


def test_a_search_goes_to_where_a_region_is_shown(page: Page, served: Served) -> None:
    open_page(page, f"{served.url}/?region=63.71")
    page.locator(".st-key-region_search button").click()
    page.locator(".st-key-region_search_q input").fill("karang intan")
    page.get_by_role("button", name="Kecamatan Karang Intan · Kabupaten Banjar").click()
    expect(page.locator("tr[aria-current=true]").get_by_role("link")).to_have_text(
        "Karang Intan"
    )
    asks(page, region="63.03")  # with a map it is selected there
    code = query_of(page)["mark"]
    open_page(page, f"{served.url}/profil?region=63.71")
    page.locator(".st-key-region_search button").click()
    page.locator(".st-key-region_search_q input").fill(code)
    page.locator(".st-key-found").get_by_role("button").click()
    expect(page.locator("h1")).to_contain_text("Kecamatan Karang Intan")
    asks(page, region=code)  # without one it is gone to
