"""Words of the page on needs: what nobody reports is a dash, a change has its sign."""

from __future__ import annotations

import pandas as pd
import pytest

from imbang.screens.needs import words
from imbang.texts import Language, use_language
from imbang.wording import moved, need_names


def flows(*rows: tuple[str, float | None, float | None, float | None]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["unit", "entered", "exited", "independent"])


def growth(ppks: float, psm: float) -> pd.DataFrame:
    """A base month, and a month with these indexes."""
    return pd.DataFrame(
        {
            "month": ["2023-12", "2024-12"],
            "ppks_index": [100.0, ppks],
            "psm_index": [100.0, psm],
            "matched_pct": [100.0, 100.0],
        }
    )


def test_flows_that_no_kind_reports_are_a_dash() -> None:
    told = words.told_flows(flows(("person", 5, None, None)))
    assert told == "Tahun ini 5 orang masuk, – keluar, – di antaranya mandiri"


def test_flows_add_people_alone() -> None:
    told = words.told_flows(
        flows(("person", 5, 0, None), ("person", 2, None, 0), ("family", 9, 9, 9))
    )
    assert told == "Tahun ini 7 orang masuk, 0 keluar, 0 di antaranya mandiri"


@pytest.mark.parametrize(("spoken", "point"), [("id", ","), ("en", ".")])
def test_a_change_has_a_sign_unless_it_rounds_to_none(
    spoken: Language, point: str
) -> None:
    use_language(spoken)
    told = moved.told_growth(growth(100.04, 104.25)).replace("\N{NO-BREAK SPACE}", "")
    use_language("id")
    assert f" 0{point}0%" in told
    assert f"+4{point}3%" in told


@pytest.mark.parametrize("status", ["not_reported", "not_collected"])
def test_a_region_without_a_figure_says_why(status: str) -> None:
    row = {"count": None, "status": status, "inhabitants": 900, "rate_per_1000": None}
    assert words.hover(row) == need_names.status_name(status)
