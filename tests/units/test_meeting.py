"""A meeting's order, its link's ways back, and charts made larger."""

from __future__ import annotations

from fractions import Fraction

import plotly.graph_objects as go
import pytest

from imbang.app.state.view import View
from imbang.briefs import choice, making
from imbang.briefs.choice import Place
from imbang.drawing.bars import Series, ranked_bars
from imbang.drawing.enlarged import LETTERS, enlarge, keys
from imbang.refusals import Misuse
from imbang.screens.meeting import places
from imbang.screens.meeting.sections import nearest_first
from imbang.settings import readers

USUAL = tuple(one.KEY for one in making.contents())


def test_the_usual_order_has_all_screens() -> None:
    assert choice.keys("") == USUAL
    assert choice.written(choice.places("")) == ""


def test_an_office_has_its_own_order_and_new_screens_stand_at_its_end() -> None:
    shown = choice.keys("growth,-gaps,gone,standing")
    assert shown[:2] == ("growth", "standing")
    assert "gaps" not in shown
    assert set(shown[2:]) == set(USUAL) - {"growth", "standing", "gaps"}
    assert choice.keys(",".join(f"-{key}" for key in USUAL)) == USUAL


def test_a_screen_is_moved_and_turned_off() -> None:
    found = choice.places("")
    moved = choice.moved(found, "shortage", -1)
    assert [one.key for one in moved[:2]] == ["shortage", "standing"]
    assert choice.moved(moved, "shortage", -1) == moved
    turned = choice.turned(moved, "standing")
    assert turned[1] == Place("standing", is_shown=False)
    assert choice.places(choice.written(turned)) == turned


def test_a_setting_of_screens_is_keys() -> None:
    assert readers.read_screens(" growth , -gaps,") == "growth,-gaps"
    for wrong in ("Posisi kita", "growth,growth", "growth,-growth", "a" * 60):
        with pytest.raises(Misuse):
            readers.read_screens(wrong)


def test_a_way_down_leads_back_to_where_it_began() -> None:
    view = View(
        region="63",
        as_of="2024-12",
        compare="2023-12",
        level="regency",
        norm=Fraction(150),
        own={"kinds": "without_poor"},
    )
    first = places.down(view, "shortage", "63.03")
    second = places.down(first, "people", "63.03.01")
    assert second.own["from"] == "63~shortage~regency,63.03~people~" + first.level
    assert second.own["screen"] == "people"
    once = places.back(second)
    assert once is not None
    assert (once.region, once.own["screen"], once.level) == (
        "63.03",
        "people",
        first.level,
    )
    top = places.back(once)
    assert top is not None
    assert places.back(top) is None
    assert (top.region, top.level, top.norm) == ("63", "regency", Fraction(150))
    assert dict(top.own) == {"kinds": "without_poor", "screen": "shortage"}


def test_a_link_that_says_nonsense_has_no_way_back() -> None:
    told = {"from": "99~x~regency,63~shortage~street,<b>~~,63", "screen": "no"}
    view = View(region="63", as_of="2024-12", compare=None, own=told)
    assert places.back(view) is None
    assert places.current(view, ("standing", "growth")) == "standing"


def test_the_nearest_screens_are_made_first() -> None:
    assert nearest_first("abcde", "c") == ["c", "d", "b", "e", "a"]
    assert nearest_first("abc", "gone") == ["a", "b", "c"]


def bars(count: int, *, late: tuple[int, ...] = ()) -> go.Figure:
    values = [float(count - n) for n in range(count)]
    return ranked_bars(
        [f"Wilayah {n}" for n in range(count)],
        [
            Series("Sudah", values, "#123456", "#ffffff"),
            Series("Belum", values, "#654321", "#ffffff", "/"),
        ],
        totals=[f"{v:g} orang" for v in values],
        codes=[f"63.{n:02}" for n in range(count)],
        left_out=3,
        late=late,
    )


def test_a_chart_is_made_larger_and_keeps_the_first_bars() -> None:
    figure = enlarge(bars(20), height=300)
    told = figure.to_plotly_json()
    kept = len(told["layout"]["yaxis"]["ticktext"])
    assert 4 <= kept < 20
    assert figure.layout.meta["left_out"] == 3 + 20 - kept
    assert figure.layout.height <= 300
    assert {len(trace.y) for trace in figure.data} == {kept}
    assert list(figure.data[0].customdata) == [f"63.{n:02}" for n in range(kept)]
    assert figure.layout.font.size == figure.data[-1].textfont.size == LETTERS
    assert len(enlarge(bars(2), height=300).data[0].y) == 2


def test_what_was_drawn_for_the_page_stays_as_it_was() -> None:
    figure = bars(20)
    before = figure.to_json()
    enlarge(figure, height=300)
    assert figure.to_json() == before


def test_the_page_draws_the_legend_of_a_chart() -> None:
    found = keys(enlarge(bars(5), height=300))
    assert [(one.label, one.is_hatched) for one in found] == [
        ("Sudah", False),
        ("Belum", True),
    ]
    late = keys(enlarge(bars(5, late=(1,)), height=300))
    assert [one.is_hatched for one in late] == [False, True, True]
    assert keys(enlarge(go.Figure(), height=300)) == ()
