"""A region's figure beside itself a year before, the region above and those around it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from imbang import formats
from imbang.analysis import matched
from imbang.drawing import columns
from imbang.drawing.bars import Series, first, ranked_bars
from imbang.drawing.colours import PALETTES, Theme
from imbang.drawing.tables import Cell, Column, of_region
from imbang.formats import exists
from imbang.questions.indicators import Indicator
from imbang.reference.units import UNITS
from imbang.screens.indicators.words import Row
from imbang.texts import _
from imbang.wording import indicator_names, judgements, lateness, moved
from imbang.wording.messages import indicators

MOST = 40  # bars


def beside(
    own: pd.DataFrame, change: pd.DataFrame, above: pd.DataFrame, near: pd.DataFrame
) -> pd.DataFrame:
    """Rows of ``indicator_values`` of one indicator, with ``beside`` (own, same,
    year_before, above or near) and ``difference``, own value less theirs; highest
    ``near`` first.

    ``above`` and ``change`` (of ``indicator_changes`` since a year before) may be empty.
    What both years tell is a row of its own (same) where that is not all of the figure. A
    region above is left out where figures are numbers, since its own is then the larger
    one whatever it tells.
    """
    same, before = _both_years(own, change)
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
                ("same", same),
                ("year_before", before),
                ("above", above),
                ("near", near),
            )
            if not rows.empty
        ],
        ignore_index=True,
    )
    value = told["value"].astype("float64")  # own is the first
    return told.assign(difference=value.iloc[0] - value)


def _both_years(
    own: pd.DataFrame, change: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What is compared with the year before, now and then; now nothing where it is the
    figure itself."""
    told = change[change["value"].notna() & change["value_before"].notna()]
    now, before = (side.assign(status="reported") for side in matched.sides(told))
    is_own = now["value"].tolist() == own["value"].tolist()
    return (now.iloc[:0] if is_own else now), before


def told(
    indicator: Indicator, rows: pd.DataFrame, change: Row | None, around: str
) -> str:
    """What the comparison says: against those ``around`` (as `told_around`), above, and a
    year before (``change``)."""
    by_kind = {str(kind): group for kind, group in rows.groupby("beside")}
    [own] = by_kind["own"].to_dict("records")
    if not exists(own["value"]):
        return indicators.told_value(own)
    said = [_held(indicator, own, by_kind.get("near"), around)]
    if (above := by_kind.get("above")) is not None:
        [row] = above.to_dict("records")
        if exists(row["value"]):
            told_above = indicators.told_value(row)
            said.append(f"{row['region_name']} {told_above}")
    said.append(moved.told_change(change, own["value"]))
    kept = [one for one in said if one]
    return "; ".join(kept) if kept else indicators.told_value(own)


def _held(
    indicator: Indicator, own: Row, near: pd.DataFrame | None, around: str
) -> str:
    """Against how many of the regions around the figure is better, or just higher: of
    numbers, which are larger where a region is, nobody is the better for more."""
    known = near[near["value"].notna()] if near is not None else pd.DataFrame()
    if known.empty:
        return ""
    is_share = not UNITS[indicator.unit].is_count
    if falls := is_share and indicator.direction == "down":
        passed = known["value"] > own["value"]
    else:
        passed = known["value"] < own["value"]
    values = {"n": formats.number(int(passed.sum())), "m": formats.number(len(known))}
    if is_share and (falls or indicator.direction == "up"):
        return _("Better than {n} of {m} {others}", **values, others=around)
    return _("Higher than {n} of {m} {others}", **values, others=around)


def told_around(above: str, *, at_border: bool) -> str:
    """Who the regions around are, to be put into a sentence."""
    if at_border:
        return _("regions at its border")
    return _("other regions of {above}", above=above)


def names(rows: pd.DataFrame, change: Row | None) -> list[str]:
    """What each row is: a region's name, with its month where it is compared by one."""
    months = {}
    if change is not None:
        months = {"same": change["now_month"], "year_before": change["base_month"]}
    return [
        f"{name}, {formats.short_month(months[beside])}" if beside in months else name
        for name, beside in zip(rows["region_name"], rows["beside"], strict=True)
    ]


def kind_name(kind: str, around: str) -> str:
    """What a region is to the one in view."""
    return {
        "own": _("this region"),
        "same": _("of it, what both years tell"),
        "year_before": _("a year before"),
        "above": _("the region above"),
        "near": around,
    }[kind]


def chart(indicator: Indicator, rows: pd.DataFrame, theme: Theme) -> go.Figure:
    """Bars of ``rows`` with their ``name``, highest first; the region itself in colour,
    all others pale."""
    known = rows[rows["value"].notna()].sort_values(
        "value", ascending=False, kind="stable"
    )
    shown, left_out = first(known, MOST)
    write, palette = indicator_names.writer(indicator.unit), PALETTES[theme]
    is_own = shown["beside"] == "own"
    return ranked_bars(
        shown["name"].tolist(),
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
                palette.amounts[1],
                "",
            ),
        ],
        totals=lateness.with_month(
            [write(value) for value in shown["value"]],
            shown["is_late"],
            shown["period"],
        ),
        late=lateness.places(shown["is_late"]),
        codes=shown["region_code"].tolist(),
        write=write,
        left_out=left_out,
        theme=theme,
    )


def list_columns(indicator: Indicator) -> tuple[Column, ...]:
    """How the rows are listed; ``name`` and ``kind_name`` are those of `names`."""
    digits, is_pct = UNITS[indicator.unit].digits, indicator.unit == "percent"
    return (
        Column("name", _("Region"), "name", _name_cell),
        columns.number("value", indicator.text("name"), digits=digits, is_pct=is_pct),
        judgements.column(indicator_names.writer(indicator.unit)),
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
