"""Reports that offices owe and sent: states in words, and which report is the latest."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

import pandas as pd

from imbang.periods import parse_month
from imbang.texts import _

Status = Literal["on_time", "late", "missing", "not_collected"]


STATUSES: tuple[Status, ...] = ("on_time", "late", "missing", "not_collected")


MARKS: Mapping[str, str] = {
    "on_time": "✓",
    "late": "◷",
    "missing": "✕",
    "not_collected": "–",
}


def status_name(status: str) -> str:
    """A status in words."""
    return {
        "on_time": _("On time"),
        "late": _("Late"),
        "missing": _("Missing"),
        "not_collected": _("Not collected"),
    }[status]


def day_of(value: object) -> date | None:
    if value is None or pd.isna(value):  # type: ignore[call-overload]
        return None
    return pd.Timestamp(value).date()  # type: ignore[arg-type]


def latest_of(reporting: pd.DataFrame) -> pd.DataFrame:
    """Of each office and dataset the latest period that is due or has come."""
    orders = {one: period_order(one) for one in reporting["period"].unique()}
    order = reporting["period"].map(orders)
    ordered = reporting.assign(period_order=order).sort_values("period_order")
    return ordered.drop_duplicates(["region_code", "dataset"], keep="last").drop(
        columns="period_order"
    )


def period_order(period: str) -> tuple[int, int]:
    """Last month of a period as the questions write it, then its length: for sorting."""
    if "/" in period:
        first, last = (parse_month(part) for part in period.split("/"))
        return last, last - first
    year, _dash, part = period.partition("-")
    if not part:
        return 12 * int(year) + 11, 12
    if part.startswith("S"):
        return 12 * int(year) + 6 * int(part[1:]) - 1, 6
    if part.startswith("Q"):
        return 12 * int(year) + 3 * int(part[1:]) - 1, 3
    return parse_month(period), 1
