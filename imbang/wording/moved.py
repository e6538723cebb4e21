"""How figures of indicators moved, in words; a flow says to which date of both years.

Takes rows of ``indicator_changes``: what is compared is the same on both sides.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from imbang import formats
from imbang.formats import exists
from imbang.reference.units import UNITS
from imbang.texts import _
from imbang.wording.indicator_names import writer

Row = Mapping[Any, Any]


def is_told(row: Row | None) -> bool:
    """Whether both sides of a change are known."""
    return row is not None and exists(row["value"]) and exists(row["value_before"])


def told_change(row: Row | None) -> str:
    """By how much, since when, over what share; empty where that is unknown."""
    if row is None or not is_told(row):
        return ""
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
    write = writer(row["unit"])
    named = {
        "now": write(row["value"]),
        "before": write(row["value_before"]),
        "month": formats.month(row["now_month"]),
        "base": formats.month(row["base_month"]),
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
