"""A region's figure beside others: what is held against it, and what that says."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from imbang.screens.indicators import comparison

UP, DOWN, NEAR = (
    SimpleNamespace(direction=d, unit="percent") for d in ("up", "down", "near")
)
PERSONS = SimpleNamespace(direction="up", unit="persons")


COLUMNS = [
    "region_code",
    "region_name",
    "unit",
    "value",
    "status",
    "numerator",
    "denominator",
]


def rows(*values: tuple[str, float | None], unit: str = "percent") -> pd.DataFrame:
    """Rows of ``indicator_values``: a code, which is its name too, and a value."""
    told = [
        {
            "region_code": code,
            "region_name": f"Wilayah {code}",
            "unit": unit,
            "value": value,
            "status": "reported" if value is not None else "not_reported",
            "numerator": None,
            "denominator": None,
        }
        for code, value in values
    ]
    return pd.DataFrame(told, columns=COLUMNS)


def change(
    now: float | None, before: float | None, share: float = 1.0, unit: str = "percent"
) -> pd.DataFrame:
    """The row of ``indicator_changes`` of a city, of what is counted since January."""
    return rows(("63.71", now), unit=unit).assign(
        value_before=before,
        numerator_before=None,
        denominator_before=None,
        is_flow=True,
        now_month="2024-12",
        base_month="2023-12",
        share=share,
    )


OWN, BEFORE, ABOVE = rows(("63.71", 50.0)), change(50.0, 47.5), rows(("63", 60.0))
AROUND = rows(("63.03", 50.0), ("63.04", None), ("63.06", 70.0), ("63.05", 40.0))


def said(table: pd.DataFrame, indicator: Any = UP, moved: pd.DataFrame = BEFORE) -> str:
    [row] = moved.to_dict("records")
    told = comparison.told(indicator, table, row, "wilayah yang berbatasan")
    return told.replace("\xa0", " ")


def test_all_that_is_held_against_it_stands_in_order() -> None:
    table = comparison.beside(OWN, BEFORE, ABOVE, AROUND)
    assert list(zip(table["region_code"], table["beside"], strict=True)) == [
        ("63.71", "own"),
        ("63.71", "year_before"),
        ("63", "above"),
        ("63.06", "near"),
        ("63.03", "near"),
        ("63.05", "near"),
        ("63.04", "near"),
    ]
    assert table["difference"].head(6).tolist() == [0, 2.5, -10, -20, 0, 10]
    assert pd.isna(table["difference"].iloc[6])


@pytest.mark.parametrize(
    ("indicator", "first"),
    [
        (UP, "Lebih baik daripada 1 dari 3 wilayah yang berbatasan"),
        (DOWN, "Lebih baik daripada 1 dari 3 wilayah yang berbatasan"),
        (NEAR, "Lebih tinggi daripada 1 dari 3 wilayah yang berbatasan"),
    ],
)
def test_equal_and_unknown_regions_are_not_worse(indicator: Any, first: str) -> None:
    told = said(comparison.beside(OWN, BEFORE, ABOVE, AROUND), indicator)
    assert told == (
        f"{first}; Wilayah 63 60,0 %; +2,5 poin, s.d. Des 2024 dibanding s.d. Des 2023"
    )


def test_a_number_is_not_held_against_the_whole_that_contains_it() -> None:
    own, above = (
        rows(("63.71", 42.0), unit="persons"),
        rows(("63", 882.0), unit="persons"),
    )
    near = rows(("63.03", 9.0), unit="persons")
    table = comparison.beside(own, BEFORE.iloc[:0], above, near)
    assert "above" not in set(table["beside"])
    # nobody is better off for being larger
    assert said(table, PERSONS).startswith("Lebih tinggi daripada 1 dari 1")


def test_what_is_unknown_is_left_out_of_the_sentence() -> None:
    unknown, untold = rows(("63.71", None)), change(None, None)
    nothing = AROUND.iloc[:0]
    table = comparison.beside(unknown, untold, ABOVE, AROUND)
    assert said(table) == "Tidak dilaporkan"
    assert table["difference"].isna().all()
    alone = comparison.beside(OWN, untold, nothing, nothing)
    assert said(alone, UP, untold) == "50,0 %"


def test_who_is_late_is_out_of_both_years() -> None:
    """The figure with a late office is 41, of the others 45 after 40: no decline."""
    own, late = rows(("63.71", 41.0)), change(45.0, 40.0, 0.9)
    table = comparison.beside(own, late, ABOVE.iloc[:0], AROUND.iloc[:0])
    assert list(zip(table["beside"], table["value"], strict=True)) == [
        ("own", 41.0),
        ("same", 45.0),
        ("year_before", 40.0),
    ]
    [row] = late.to_dict("records")
    assert comparison.names(table, row) == [
        "Wilayah 63.71",
        "Wilayah 63.71, Des 2024",
        "Wilayah 63.71, Des 2023",
    ]
    assert said(table, UP, late) == (
        "45,0 % sampai Des 2024, 40,0 % sampai Des 2023, kantor yang sama (90 %)"
    )


def test_bars_tell_the_region_itself_from_the_others() -> None:
    table = comparison.beside(OWN, BEFORE, ABOVE, AROUND)
    table = table.assign(name=table["region_name"], is_late=False, period="2024-12")
    indicator: Any = SimpleNamespace(direction="up", unit="percent")
    figure = comparison.chart(indicator, table, "light")
    own, others = (list(trace.x) for trace in figure.data[:2])
    assert own == [0, 0, 50, 0, 0, 0]
    assert others == [70, 60, 0, 50, 47.5, 40]
    assert list(figure.data[0].customdata) == [
        "63.06",
        "63",
        "63.71",
        "63.03",
        "63.71",
        "63.05",
    ]
