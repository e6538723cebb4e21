"""A view in a URL: read without failing, written so that a link shows the same."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from imbang.app.state.view import View, blank_view, read_view
from imbang.briefs.scope import Scope, earlier_month
from imbang.reference.levels import is_below, levels_below, lower_level

SCOPE = Scope(("63",), "2023-02", "2024-12")
USUAL = View("63", "2024-12", "2023-12")


def test_an_empty_url_is_the_latest_month_against_a_year_before() -> None:
    assert read_view({}, SCOPE) == (USUAL, [])


@pytest.mark.parametrize(
    "view",
    [
        USUAL,
        replace(USUAL, compare=None, lang="en"),
        replace(
            USUAL, region="63.71", level="district", norm=Fraction("150.5"), page=3
        ),
        replace(USUAL, sort="name", q="kuin & co", show=("high", "no_psm")),
        replace(USUAL, region="63.71.04.1002", map="boundaries"),
    ],
)
def test_a_link_shows_what_its_sender_saw(view: View) -> None:
    assert read_view(view.to_query(), SCOPE) == (view, [])


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"region": "32"}, USUAL),
        ({"region": "'; drop table"}, USUAL),
        ({"as_of": "2031-01"}, USUAL),
        ({"as_of": "Desember"}, USUAL),
        ({"compare": "2022-13"}, USUAL),
        ({"norm": "0"}, USUAL),
        ({"norm": "nan"}, USUAL),
        ({"norm": "viel"}, USUAL),
        ({"lang": "fr"}, USUAL),
        ({"level": "planet"}, USUAL),
    ],
)
def test_what_is_not_understood_falls_back_and_says_so(
    asked: dict[str, str], expected: View
) -> None:
    view, notices = read_view(asked, SCOPE)
    assert view == expected
    assert len(notices) == 1


def test_odd_pages_and_long_searches_are_tamed() -> None:
    view, notices = read_view({"page": "9" * 5000, "q": "x" * 500}, SCOPE)
    assert view.page == 999999
    assert len(view.q) == 80
    assert notices == []
    assert read_view({"page": "-4"}, SCOPE)[0].page is None


def test_a_comparison_not_before_the_month_is_the_usual_one() -> None:
    view, _ = read_view({"as_of": "2023-06", "compare": "2024-01"}, SCOPE)
    assert view.compare == "2023-02"


def test_the_first_month_has_nothing_to_compare_with() -> None:
    assert earlier_month("2023-02", SCOPE) is None
    assert earlier_month("2023-08", SCOPE) == "2023-02"
    assert earlier_month("2024-12", SCOPE) == "2023-12"


def test_the_comparison_keeps_its_distance() -> None:
    assert USUAL.up_to("2024-06", SCOPE).compare == "2023-06"
    assert USUAL.up_to("2023-02", SCOPE).compare is None
    assert replace(USUAL, compare=None).up_to("2024-06", SCOPE).compare is None


def test_going_down_keeps_the_level_while_it_lies_below() -> None:
    districts = replace(USUAL, level="district", q="x", page=4)
    assert districts.at("63.71") == replace(districts, region="63.71", q="", page=None)
    assert districts.at("63.71.04").level == "village"
    assert districts.at("63.71.04.1002").level == "village"


def test_levels_follow_each_other() -> None:
    assert levels_below("63.71") == ("district", "village")
    assert lower_level("63.71.04.1002") == "village"
    assert is_below("village", "63") and not is_below("regency", "63.71")


def test_several_provinces_begin_with_the_nation() -> None:
    several = Scope(("32", "63"), "2023-02", "2024-12")
    view, notices = read_view({}, several)
    assert (view.region, view.level, notices) == ("ID", "province", [])
    assert not SCOPE.covers("ID")


def test_choices_of_a_single_page_travel_with_the_others() -> None:
    link = USUAL.to_query() | {"tab": "sent", "long": "x" * 300}
    view, notices = read_view(link, SCOPE)
    assert (view.own, notices) == ({"tab": "sent"}, [])
    assert view.to_query() == USUAL.to_query() | {"tab": "sent"}


def test_without_figures_a_view_is_a_language_and_a_pages_own_choices() -> None:
    view = blank_view({"lang": "en", "region": "63", "tab": "sent"})
    assert view.is_blank
    assert view.to_query() == {"lang": "en", "tab": "sent"}


def test_equal_views_are_one_key() -> None:
    own = {"tab": "sent", "kind": "psm"}
    one, same = (
        replace(USUAL, own=dict(pairs)) for pairs in (own, reversed(own.items()))
    )
    assert {one: 1}[same] == 1
    assert len({USUAL, one, same, replace(USUAL, norm=Fraction(7, 3))}) == 3


def test_the_choices_of_a_view_do_not_change_with_what_they_were_made_of() -> None:
    own = {"tab": "sent"}
    view = replace(USUAL, own=own)
    own["tab"] = "other"
    assert view.own == {"tab": "sent"}
