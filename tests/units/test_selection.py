"""What is selected on a page: in its link, on which page of a list, found by a search."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from imbang.app.state import selection
from imbang.app.state.view import Scope, View, read_view
from imbang.drawing import columns, tables
from imbang.reference.region_search import MOST, find_regions

SCOPE = Scope(("63",), "2023-01", "2024-12")
VIEW = View("63", "2024-12", "2023-12")


def test_selecting_is_in_the_link_and_lets_lists_turn_to_it() -> None:
    turned = replace(VIEW, page=3, own={"worst_page": "2", "tab": "map"})
    marked = turned.marking("63.71")
    assert marked.marked == "63.71"
    assert dict(marked.own) == {"tab": "map", "mark": "63.71"}
    assert marked.page is None
    assert dict(marked.marking(None).own) == {"tab": "map"}


@pytest.mark.parametrize("page", [None, 1, 4])
@pytest.mark.parametrize("mark", [None, "63.71"])
def test_a_page_that_was_chosen_is_in_the_link(
    page: int | None, mark: str | None
) -> None:
    view = replace(VIEW.marking(mark), page=page)
    again, _notices = read_view(view.to_query(), SCOPE)
    # without a selection a list begins with its first page anyway
    assert again.page == (None if (page, mark) == (1, None) else page)


@pytest.mark.parametrize(
    ("mark", "region", "kept"),
    [
        ("63.71.01.1001", "63.71", "63.71.01.1001"),  # it lies inside
        ("63.71", "63.71", ""),  # it is the whole page now
        ("63.72", "63.71", ""),
        ("63.71.01.1001", "63", "63.71.01.1001"),
    ],
)
def test_what_is_selected_stays_so_inside_of_what_is_gone_to(
    mark: str, region: str, kept: str
) -> None:
    at = replace(VIEW, region="63.71.01").marking(mark)
    assert at.at(region).marked == kept


def test_a_list_has_the_selected_on_one_of_its_pages() -> None:
    codes = [f"63.71.01.{1000 + n}" for n in range(2 * tables.PAGE_ROWS)]
    rows = pd.DataFrame({"region_code": codes})
    last = tables.PAGE_ROWS - 1
    assert tables.page_of(rows, codes[last]) == 1
    assert tables.page_of(rows, codes[last + 1]) == 2
    assert tables.page_of(rows, "63.72") == 1
    assert tables.page_of(rows, "") == 1
    assert tables.page_of(pd.DataFrame({"kind": [1]}), codes[-1]) == 1
    assert tables.page_of(rows.iloc[:0], codes[-1]) == 1


def test_rows_tell_what_a_press_on_them_does() -> None:
    rows = pd.DataFrame({"region_code": ["63.71", "63.72"], "region_name": ["A", "B"]})

    def told(code: str) -> str:
        return "" if code == "63.72" else f"select {code}"

    table = tables.draw(
        rows, (columns.region("Region"),), caption="", chosen="63.71", press=told
    )
    first, second = table.payload()["rows"]
    assert (first["code"], first["press"], first["chosen"]) == (
        "63.71",
        "select 63.71",
        True,
    )
    assert not {"code", "press", "chosen"} & second.keys()


def test_a_search_has_what_begins_so_first_and_larger_regions_before_smaller() -> None:
    found, count = find_regions("banjar", provinces=["63"], near="63")
    assert found[:3] == ["63.03", "63.72", "63.71"]
    assert len(found) == MOST < count
    assert all(code.startswith("63") for code in found)


@pytest.mark.parametrize("written", ["6371011001", "63.71.01.1001", " 63 71 01 1001"])
def test_a_search_knows_codes_however_written(written: str) -> None:
    assert find_regions(written, provinces=["63"], near="63") == (["63.71.01.1001"], 1)
    assert find_regions(written, provinces=["32"], near="32") == ([], 0)


@pytest.mark.parametrize("typed", ["", "  ", "(", "zzzz"])
def test_a_search_may_find_nothing(typed: str) -> None:
    assert find_regions(typed, provinces=["63"], near="63")[0] == []


def test_a_search_prefers_what_is_near() -> None:
    everywhere, _count = find_regions("sungai", provinces=["63"], near="63")
    near, _count = find_regions("sungai", provinces=["63"], near="63.03")
    districts = [code for code in near if len(code) == 8]
    assert districts[0].startswith("63.03")
    assert sorted(everywhere)[:3] == sorted(near)[:3]  # larger ones stay before them


@pytest.fixture
def went(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Where a search led: the region gone to, or ``mark`` and the one selected."""
    led: list[str] = []
    monkeypatch.setattr(selection.st, "session_state", {})
    monkeypatch.setattr(selection.session, "current", lambda: VIEW)
    monkeypatch.setattr(selection.session, "go_to", led.append)
    monkeypatch.setattr(
        selection.session, "show", lambda view: led.append(f"mark {view.marked}")
    )
    return led


def test_a_search_selects_on_a_page_with_a_map_while_it_is_drawn_anew(
    went: list[str],
) -> None:
    selection.begin_page("summary")
    selection.find("63.71")
    selection.note_shown("regency")
    selection.find("63.71")
    selection.end_page()
    selection.begin_page("summary")  # of which no more is drawn yet
    selection.find("63.71")
    assert went == ["63.71", "mark 63.71", "mark 63.71"]


def test_a_search_goes_to_the_region_where_the_page_shows_none_any_more(
    went: list[str],
) -> None:
    selection.begin_page("summary")
    selection.note_shown("regency")
    selection.end_page()
    selection.begin_page("profile")
    selection.find("63.71")
    selection.begin_page("summary")
    selection.note_shown("regency")
    selection.end_page()
    selection.begin_page("summary")  # another part of it, without a map
    selection.end_page()
    selection.find("63.71")
    assert went == ["63.71", "63.71"]
