"""A region's figure beside itself a year before, the region above and those around it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from imbang import formats
from imbang.analysis import uncertainty
from imbang.drawing import columns
from imbang.drawing.bars import Series, first, ranked_bars
from imbang.drawing.colours import PALETTES, Theme
from imbang.drawing.tables import Cell, Column, of_region
from imbang.formats import exists
from imbang.questions.indicators import Indicator
from imbang.reference.units import UNITS
from imbang.screens.indicators import words
from imbang.screens.indicators.words import Row
from imbang.texts import _
from imbang.wording import indicator_names

MOST = 40  # bars


def beside(
    own: pd.DataFrame, before: pd.DataFrame, above: pd.DataFrame, near: pd.DataFrame
) -> pd.DataFrame:
    """Rows of ``indicator_values`` of one indicator, with ``beside`` (own, year_before,
    above or near), ``low`` and ``high`` (its 95 % interval) and ``difference``, own value
    less theirs; highest ``near`` first.

    ``above`` and ``before`` may be empty. A region above is left out where figures are
    numbers, since its own is then the larger one whatever it tells.
    """
    unit = str(own["unit"].iloc[0])
    if UNITS[unit].is_count:
        above = above.iloc[:0]
    near = near.sort_values(
        ["value", "region_code"],
        ascending=[False, True],
        na_position="last",
        kind="stable",
    )
    told = pd.concat(
        [
            rows.assign(beside=name)
            for name, rows in (
                ("own", own),
                ("year_before", before),
                ("above", above),
                ("near", near),
            )
            if not rows.empty
        ],
        ignore_index=True,
    )
    low, high = uncertainty.intervals(told, unit)
    value = told["value"].astype("float64")  # own is the first
    return told.assign(low=low, high=high, difference=value.iloc[0] - value)


def told(indicator: Indicator, rows: pd.DataFrame, month: str, around: str) -> str:
    """What the comparison says: against those ``around`` (as `told_around`), above, and a
    year before."""
    by_kind = {str(kind): group for kind, group in rows.groupby("beside")}
    [own] = by_kind["own"].to_dict("records")
    if not exists(own["value"]):
        return words.told_value(own)
    said = [_held(indicator, own, by_kind.get("near"), around)]
    if (above := by_kind.get("above")) is not None:
        [row] = above.to_dict("records")
        if exists(row["value"]):
            told_above = words.told_value(row)
            said.append(f"{row['region_name']} {told_above}")
    if (before := by_kind.get("year_before")) is not None:
        [row] = before.to_dict("records")
        said.append(words.told_change(own, row, month))
    kept = [one for one in said if one]
    return "; ".join(kept) if kept else words.told_value(own)


def _held(
    indicator: Indicator, own: Row, near: pd.DataFrame | None, around: str
) -> str:
    """Against how many of the regions around the figure is better, or just higher: of
    numbers, which are larger where a region is, nobody is the better for more. Of some it
    is sure, their intervals lying apart."""
    known = near[near["value"].notna()] if near is not None else pd.DataFrame()
    if known.empty:
        return ""
    is_share = not UNITS[indicator.unit].is_count
    if falls := is_share and indicator.direction == "down":
        passed, sure = known["value"] > own["value"], known["low"] > own["high"]
    else:
        passed, sure = known["value"] < own["value"], known["high"] < own["low"]
    values = {"n": formats.number(int(passed.sum())), "m": formats.number(len(known))}
    if is_share and (falls or indicator.direction == "up"):
        said = _("Better than {n} of {m} {others}", **values, others=around)
    else:
        said = _("Higher than {n} of {m} {others}", **values, others=around)
    if not passed.any() or not exists(own["low"]) or known["low"].isna().all():
        return said
    return _("{said}, than {k} clearly", said=said, k=formats.number(int(sure.sum())))


def told_around(above: str, *, at_border: bool) -> str:
    """Who the regions around are, to be put into a sentence."""
    if at_border:
        return _("regions at its border")
    return _("other regions of {above}", above=above)


def names(rows: pd.DataFrame, month: str) -> list[str]:
    """What each row is: a region's name, with the month where it is not the page's."""
    return [
        f"{row['region_name']}, {formats.short_month(month)}"
        if row["beside"] == "year_before"
        else str(row["region_name"])
        for row in rows.to_dict("records")
    ]


def kind_name(kind: str, around: str) -> str:
    """What a region is to the one in view."""
    return {
        "own": _("this region"),
        "year_before": _("a year before"),
        "above": _("the region above"),
        "near": around,
    }[kind]


def chart(
    indicator: Indicator, rows: pd.DataFrame, month: str, theme: Theme
) -> go.Figure:
    """Bars, highest first; the region itself in colour, all others pale."""
    known = rows[rows["value"].notna()].sort_values(
        "value", ascending=False, kind="stable"
    )
    shown, left_out = first(known, MOST)
    write, palette = indicator_names.writer(indicator.unit), PALETTES[theme]
    is_own = shown["beside"] == "own"
    return ranked_bars(
        names(shown, month),
        [
            Series(
                _("this region"),
                shown["value"].where(is_own, 0).tolist(),
                palette.accent,
                "",
            ),
            Series(
                _("held against"),
                shown["value"].where(~is_own, 0).tolist(),
                palette.steps[0],
                "",
            ),
        ],
        totals=[write(value) for value in shown["value"]],
        codes=shown["region_code"].tolist(),
        write=write,
        left_out=left_out,
        theme=theme,
    )


def list_columns(indicator: Indicator) -> tuple[Column, ...]:
    """How the rows are listed; ``name`` and ``kind_name`` are those of `names`."""
    digits = UNITS[indicator.unit].digits
    return (
        Column("name", _("Region"), "name", _name_cell),
        columns.number("value", indicator.text("name"), digits=digits),
        columns.number("low", _("95 %, from"), digits=digits),
        columns.number("high", _("to"), digits=digits),
        columns.signed("difference", _("Own figure less this"), digits=digits),
        columns.number("numerator", _("Numerator")),
        columns.number("denominator", _("Denominator")),
        columns.text("status_name", _("Status")),
    )


def _name_cell(row: Mapping[str, Any]) -> Cell:
    return of_region(row["region_code"], row["name"]) | {"under": row["kind_name"]}


def told_under(*, at_border: bool) -> str:
    """What is compared."""
    if at_border:
        return _("Regions that touch it, by the boundaries loaded")
    return _("Those that touch it are known once boundaries are loaded")
