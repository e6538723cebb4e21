"""The spine chart: where a figure stands among its peers, worked out by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from imbang.analysis.spine import MOST, spine
from imbang.drawing import history as drawing_history
from imbang.drawing.history import Panel
from imbang.screens.profile import charts


def figure(indicator: str, region: str, **values: Any) -> dict[str, Any]:
    return {
        "indicator": indicator,
        "region_code": region,
        "unit": "percent",
        "direction": "up",
        "numerator": None,
        "denominator": None,
        "value": None,
        "reference": np.nan,
        "against": None,
        "judgement": None,
        "limit_low_95": np.nan,
        "limit_high_95": np.nan,
        **values,
    }


def trained(region: str, value: float, **held: Any) -> dict[str, Any]:
    return figure("psm_trained_pct", region, value=value, **held)


def days(region: str, value: float | None, **held: Any) -> dict[str, Any]:
    told = {"unit": "days", "direction": "down", "value": value}
    return figure("days_to_close_median", region, **told, **held)


OWN, OTHERS = "63.01", ("63.02", "63.03", "63.04")


def laid(own: list[Any], peers: list[Any]) -> Any:
    return spine(pd.DataFrame(own), pd.DataFrame([*own, *peers])).to_dict("records")


def test_more_is_to_the_right_and_the_ends_are_the_peers() -> None:
    peers = [trained(code, n) for code, n in zip(OTHERS, (20, 60, 100), strict=True)]
    held = {"reference": 55.0, "limit_low_95": 45.0, "limit_high_95": 64.0}
    [row] = laid([trained(OWN, 40, **held)], peers)
    assert (row["worst"], row["best"], row["median"]) == (20, 100, 50)
    assert row["at"] == pytest.approx(0.25)
    assert row["at_reference"] == pytest.approx((55 - 20) / 80)
    assert (row["at_low"], row["at_high"]) == pytest.approx((25 / 80, 44 / 80))
    # quarters of 20, 40, 60, 100 are 35 and 70
    assert (row["at_quarter"], row["at_three"]) == pytest.approx((15 / 80, 50 / 80))


def test_what_is_better_low_has_its_worst_at_the_highest() -> None:
    peers = [days(code, n) for code, n in zip(OTHERS, (10, 20, 40), strict=True)]
    [row] = laid([days(OWN, 30, limit_low_95=15, limit_high_95=25)], peers)
    assert (row["worst"], row["best"]) == (40, 10)
    assert row["at"] == pytest.approx(1 / 3)
    assert row["at_quarter"] < row["at_median"] < row["at_three"]
    assert (row["at_low"], row["at_high"]) == pytest.approx((0.5, 5 / 6))
    [bare] = laid([days(OWN, 30)], peers)
    assert np.isnan(bare["at_low"])  # a median leaves nothing to chance
    assert np.isnan(bare["at_reference"])


def test_two_regions_have_no_worst_and_no_best() -> None:
    [row] = laid([days(OWN, 30)], [days(OTHERS[0], 10)])
    assert row["peers"] == 2
    assert np.isnan(row["at"])
    drawn = charts.spine(pd.DataFrame([row]), "light")
    assert [note.text for note in drawn.layout.annotations][1] == "<b>30,0</b>"


def test_numbers_of_people_and_what_is_not_known_are_left_out() -> None:
    people = figure("psm_active", OWN, unit="persons", value=9)
    change = figure("ppks_change_pct", OWN, direction="change", value=3)
    assert laid([people, change, days(OWN, None)], []) == []
    many = [figure(f"own_{n}", OWN, value=n) for n in range(20)]
    told = laid([*many, days(OWN, 3)], [])
    assert len(told) == MOST
    assert told[0]["indicator"] == "days_to_close_median"  # those that tell most first


def test_a_village_has_no_share_of_villages() -> None:
    own = figure("villages_with_psm_pct", "63.01.01.2001", value=100)
    assert laid([own], []) == []
    assert len(laid([{**own, "region_code": "63.01.01"}], [])) == 1


def test_all_equal_stand_in_the_middle() -> None:
    [row] = laid([days(OWN, 5)], [days(code, 5) for code in OTHERS])
    assert row["at"] == 0.5


def test_history_is_marked_only_where_a_report_came() -> None:
    months = ["2024-01", "2024-02", "2024-03", "2024-04"]
    panel = Panel(
        "PMKS",
        dict(zip(months, [None, 10, 10, 12], strict=True)),
        {"2024-01": 1, "2024-02": 2, "2024-04": 1},
        "#000000",
    )
    drawn = drawing_history.history([panel, Panel("PSM", {}, {}, "#000000")])
    carried, reported = drawn.data
    assert list(carried.y) == [None, 10, 10, 12]
    assert carried.line.dash == "dot"
    assert carried.mode == "lines"
    assert list(reported.y) == [None, 10, None, 12]
    assert list(reported.text) == ["", "10", "", "12"]
    assert not drawing_history.history([]).data
