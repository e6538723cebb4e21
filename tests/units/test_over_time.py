"""Figures carried forward, and the rounds of which maps stand side by side."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from imbang.analysis.carried import carried
from imbang.drawing.maps.value_map import Classes
from imbang.screens.coverage import over_time
from imbang.screens.coverage.over_time import Month
from imbang.wording import lateness, rounds

A, B = "63.01", "63.02"


def test_a_figure_is_carried_where_the_round_brought_nothing_newer() -> None:
    rows = pd.DataFrame(
        [  # A reported again but for one village; B did not; of PSM only A is due
            ("63", "province", "2024-06", "2024-06"),
            (A, "regency", "2024-06", "2024-12"),
            (f"{A}.01", "district", "2024-06", "2024-12"),
            (f"{A}.01.1001", "village", "2024-12", "2024-12"),
            (f"{A}.01.1002", "village", "2024-06", "2024-12"),
            (f"{A}.01.1003", "village", None, "2024-12"),
            (B, "regency", "2024-06", "2024-06"),
            (f"{B}.01", "district", "2024-06", "2024-06"),
            (f"{B}.01.1001", "village", "2024-06", "2024-06"),
        ],
        columns=["region_code", "level", "ppks_period", "psm_period"],
    )
    due = [
        ("ppks_period", {A: "2024-12", B: "2024-12"}),
        ("psm_period", {A: "2024-12"}),
    ]

    def codes(level: Any, due: Any = due) -> list[str]:
        found = carried(rows, level, due)
        assert found.index.equals(rows.index[rows["level"] == level])
        return rows.loc[found[found].index, "region_code"].tolist()

    assert codes("village") == [f"{A}.01.1002", f"{B}.01.1001"]
    assert codes("district") == [f"{B}.01"]
    assert codes("regency") == [B]
    assert codes("regency", [("psm_period", {A: "2024-12"})]) == []
    assert codes("regency", [("psm_period", {A: "2025-06"})]) == [A]
    assert codes("regency", []) == []


def round_rows(*told: tuple[str, str, str, bool]) -> pd.DataFrame:
    columns = ["dataset", "region_code", "month", "is_expected"]
    return pd.DataFrame(told, columns=columns).assign(state="reported")


ROUNDS = round_rows(
    ("ppks", A, "2023-02", False),
    ("ppks", A, "2023-06", True),
    ("pillars", B, "2023-12", True),
    ("ppks", A, "2024-06", True),
    ("cases", A, "2024-03", True),
)


def test_maps_stand_for_the_last_rounds_and_the_month_of_the_page() -> None:
    of = ["ppks", "pillars"]
    assert rounds.months(ROUNDS, of, "2024-08", 6) == [
        "2023-02",
        "2023-06",
        "2023-12",
        "2024-06",
        "2024-08",
    ]
    assert rounds.months(ROUNDS, of, "2024-06", 2) == ["2023-12", "2024-06"]
    assert rounds.months(ROUNDS.iloc[:0], of, "2024-06", 6) == ["2024-06"]


def test_an_office_was_last_to_report_in_the_round_before() -> None:
    assert rounds.due(ROUNDS, ["ppks"], "2024-05") == {A: "2023-06"}
    assert rounds.due(ROUNDS, ["ppks"], "2024-06") == {A: "2024-06"}
    assert rounds.due(ROUNDS, ["ppks"], "2023-05") == {}  # nobody expected the first


def month(name: str, ratios: list[float], norm: float) -> Month:
    rows = pd.DataFrame({"smoothed_ratio": ratios, "norm": norm})
    [limits] = over_time.limits("policy", [rows])
    classes = over_time.classes("smoothed", rows, "regency", limits)
    return Month(name, rows, classes, np.array([False] * (len(ratios) - 1) + [True]))


def test_one_legend_tells_months_of_different_norms() -> None:
    before, now = (
        month("2023-06", [60, 110, 210], 100),
        month("2023-12", [60, 110, 210], 120),
    )
    assert before.keys == ["low", "middle", "high"]
    assert now.keys == ["none", "low", "middle"]
    same = over_time.names("smoothed", [before, before])
    assert same["high"] == "lebih dari 200"
    names = over_time.names("smoothed", [before, now])
    assert names["high"] == "lebih dari dua kali acuannya"
    assert over_time.told(before, names) == (
        "Jun 2023: sampai acuannya 1, sampai dua kali acuannya 1,"
        " lebih dari dua kali acuannya 1, dari laporan lama 1"
    )
    told = over_time.title("smoothed", [before, now], names)
    assert told.endswith("1 wilayah pada Jun 2023, 0 pada Des 2023")


def test_other_classes_have_the_limits_of_the_last_month() -> None:
    ratios = [[1.0, 2.0, 3.0, 4.0, 9.0], [10.0, 20.0, 30.0, 40.0, 90.0]]
    rows = [pd.DataFrame({"smoothed_ratio": one, "norm": 5.0}) for one in ratios]
    first, last = over_time.limits("quantiles", rows)
    assert first == last and last[0] >= 10
    steps = over_time.classes("smoothed", rows[0], "regency", first).steps
    assert isinstance(over_time.classes("smoothed", rows[0], "regency", first), Classes)
    assert set(steps.tolist()) == {0}


def test_a_report_is_lacking_until_a_later_one_comes() -> None:
    told = ROUNDS.assign(state=["reported", "carried", "late", "reported", "missing"])
    of = ["ppks", "pillars", "cases"]
    assert rounds.lacking(told, of, "2023-05") == set()  # nobody expected the first
    assert rounds.lacking(told, of, "2023-12") == {A}  # B's came, though late
    assert rounds.lacking(told, ["ppks"], "2024-06") == set()
    assert rounds.lacking(told, of, "2024-06") == {A}  # its cases did not come


def test_marks_say_of_an_older_report_and_of_a_part() -> None:
    older, partial = [True, False, True, False], [False, True, True, False]
    assert lateness.told_marks(older, partial) == [
        "dari laporan lama",
        "dilaporkan sebagian",
        "dari laporan lama; dilaporkan sebagian",
        "",
    ]
    assert (
        lateness.hatched(older, partial) == "dari laporan lama atau dilaporkan sebagian"
    )
    assert lateness.hatched([False], [True]) == "dilaporkan sebagian"
    assert lateness.hatched([False], [False]) == ""
    first, second = lateness.counted_marks(older, partial)
    assert first.startswith("2 angka dari laporan lama")
    assert second.startswith("2 angka dilaporkan sebagian")
    assert lateness.counted_marks([False], [False]) == []
