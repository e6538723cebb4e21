"""How figures moved, in words: what is compared is the same on both sides.

Of indicators (rows of ``indicator_changes``) a flow says to which date of both years; of
PMKS and PSM (rows of ``growth``) it is said what share of PMKS is compared.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from imbang import formats
from imbang.formats import exists
from imbang.reference.units import UNITS
from imbang.texts import _
from imbang.wording.indicator_names import writer

if TYPE_CHECKING:
    import pandas as pd

Row = Mapping[Any, Any]


def is_told(row: Row | None) -> bool:
    """Whether both sides of a change are known."""
    return row is not None and exists(row["value"]) and exists(row["value_before"])


def told_change(row: Row | None, beside: Any = None) -> str:
    """By how much, since when, over what share; empty where that is unknown.

    Both sides are told where what is compared ends at another figure than the one that
    it stands ``beside``: of 4.2 % in all a change of +16.5 points could not be believed.
    """
    if row is None or not is_told(row):
        return ""
    write = writer(row["unit"])
    if exists(beside) and write(beside) != write(row["value"]):
        return _told_sides(row, formats.short_month)
    moved = float(row["value"]) - float(row["value_before"])
    told = formats.signed(moved, UNITS[row["unit"]].digits)
    if row["unit"] == "percent":
        told = _("{n} points", n=told)
    base = formats.short_month(row["base_month"])
    if not row["is_flow"]:
        return _with_share(_("{change} since {month}", change=told, month=base), row)
    said = _(
        "{change}, to {month} against to {base}",
        change=told,
        month=formats.short_month(row["now_month"]),
        base=base,
    )
    return _with_share(said, row)


def told_both(row: Row | None) -> str:
    """Both sides with their months, and over what share; empty where that is unknown."""
    if row is None or not is_told(row):
        return ""
    return _told_sides(row, formats.month)


def _told_sides(row: Row, month: Callable[[str], str]) -> str:
    write = writer(row["unit"])
    named = {
        "now": write(row["value"]),
        "before": write(row["value_before"]),
        "month": month(row["now_month"]),
        "base": month(row["base_month"]),
    }
    if row["is_flow"]:
        said = _("{now} up to {month}, {before} up to {base}", **named)
    else:
        said = _("From {before} in {base} to {now} in {month}", **named)
    return _with_share(said, row)


def _with_share(told: str, row: Row) -> str:
    """What is told, with the share that is the same on both sides where that is not all."""
    if not exists(row["share"]) or row["share"] >= 1:
        return told
    share = formats.percent(row["share"])
    if share == formats.percent(1.0):
        share = formats.percent(row["share"], 2)
    if row["is_flow"]:
        return _("{told}, the same offices ({share})", told=told, share=share)
    return _("{told}, in {share} of it", told=told, share=share)


def told_growth(growth: pd.DataFrame) -> str:
    """How much both grew since the base month, and what share is compared."""
    first, last = growth.iloc[0], growth.iloc[-1]
    if not exists(last["ppks_index"]):
        return _(
            "Nothing is reported whole both in {base} and now, so that growth of PMKS"
            " cannot be told.",
            base=formats.month(first["month"]),
        )
    named = {
        "base": formats.month(first["month"]),
        "ppks": points(last["ppks_index"]),
        "share": formats.percent(last["matched_pct"] / 100),
    }
    if not exists(last["psm_index"]):
        return _(
            "Since {base} PMKS changed by {ppks}; compared are the {share} of PMKS that"
            " are reported whole in both months.",
            **named,
        )
    return _(
        "Since {base} PMKS changed by {ppks} and active PSM by {psm}; compared are the"
        " {share} of PMKS that are reported whole in both months.",
        psm=points(last["psm_index"]),
        **named,
    )


def points(index: object) -> str:
    """An index as a change: 104.2 is +4.2 %."""
    if not exists(index):
        return formats.MISSING
    change = float(index) - 100  # type: ignore[arg-type]
    text = formats.percent(change / 100, 1)
    return f"+{text}" if round(change, 1) > 0 else text
