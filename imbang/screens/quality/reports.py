"""Who has sent what, and when: answers of ``reporting`` and ``completeness`` to look at.

An office owes a dataset for each period that the expectations name. What it sent by the
due day is on time, later is late; what is overdue is missing. Nothing here knows a
screen: rows go in, tables and sentences come out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from imbang import formats
from imbang.drawing import columns
from imbang.drawing.tables import Cell, Column, Row, Table, draw
from imbang.reference.datasets import load_datasets
from imbang.texts import _, plural
from imbang.wording.exhibits.reports import ALL, datasets_in
from imbang.wording.names import period_name
from imbang.wording.reporting import (
    MARKS,
    STATUSES,
    day_of,
    latest_of,
    period_order,
    status_name,
)


def counts(reporting: pd.DataFrame, dataset: str) -> dict[str, int]:
    """How many of the reports that `matrix` shows have each status."""
    reporting = (
        latest_of(reporting)
        if dataset == ALL
        else reporting[reporting["dataset"] == dataset]
    )
    found = reporting["status"].value_counts()
    return {status: int(found.get(status, 0)) for status in STATUSES}


def matrix(
    reporting: pd.DataFrame,
    names: Mapping[str, str],
    *,
    dataset: str,
    most: int = 5,
) -> Table:
    """Offices × the latest periods of a dataset, or × datasets with the latest of each.

    ``reporting`` is the answer of the question, ``names`` the offices' names by code.
    Offices that owe most come first.
    """
    if dataset == ALL:
        rows, keys = latest_of(reporting), datasets_in(reporting)
        titles = load_datasets()
        labels = [titles[key].title for key in keys]
        by = "dataset"
    else:
        rows = reporting[reporting["dataset"] == dataset]
        keys = sorted(rows["period"].unique(), key=period_order)[-most:]
        labels = [period_name(key) for key in keys]
        by = "period"
    rows = rows[rows[by].isin(keys)]
    cells = {(r["region_code"], r[by]): r for r in rows.to_dict("records")}
    owed = rows[rows["status"] == "missing"].groupby("region_code").size()
    late = rows[rows["status"] == "late"].groupby("region_code").size()
    offices = sorted(
        rows["region_code"].unique(),
        key=lambda code: (-owed.get(code, 0), -late.get(code, 0), names[code]),
    )

    def heading(key: Any, label: str) -> Column:
        def write(row: Row) -> Cell:
            found = cells.get((row["region_code"], key))
            return _cell(found, is_short=dataset == ALL)

        return Column(str(key), label, "state", write)

    named = [{"region_code": code, "region_name": names[code]} for code in offices]
    return draw(
        named,
        [columns.region(_("Office")), *map(heading, keys, labels)],
        caption=_("Reports of offices against their due dates"),
    )


def month_columns() -> tuple[Column, ...]:
    """Completeness by month."""
    return (
        columns.month("month", _("Month")),
        columns.number("expected", _("Due")),
        columns.number("on_time", _("On time")),
        columns.number("late", _("Late")),
        columns.number("missing", _("Missing")),
        columns.percent("received_share", _("Received, share")),
    )


def _cell(row: Mapping[Any, Any] | None, *, is_short: bool) -> Cell:
    """What an office owed and sent; short where many datasets stand side by side."""
    if row is None:
        return {"text": "", "mark": "", "tone": ""}
    status, told = str(row["status"]), _when(row)
    under = period_name(row["period"]) if is_short else told
    return {
        "text": (is_short and _day_sent(row)) or status_name(status),
        "mark": MARKS[status],
        "tone": status,
        "under": under,
        "hint": " · ".join(filter(None, (status_name(status), told))),
    }


def _day_sent(row: Mapping[Any, Any]) -> str:
    received = day_of(row["received_on"])
    return formats.short_day(received) if received else ""


def _when(row: Mapping[Any, Any]) -> str:
    """When it came, or when it was due."""
    received, due = day_of(row["received_on"]), day_of(row["due_on"])
    if row["status"] == "late" and received and due:
        days = (received - due).days
        return plural(
            "{day}, {n} day after",
            "{day}, {n} days after",
            days,
            day=formats.short_day(received),
            n=formats.number(days),
        )
    if received:
        return formats.short_day(received)
    if row["status"] == "missing" and due:
        return _("due {day}", day=formats.short_day(due))
    return ""


def by_month(completeness: pd.DataFrame, dataset: str | None) -> pd.DataFrame:
    """Per month that ends a period: reports on time, late, missing, and the share in.

    ``completeness`` is the answer of the question; of one dataset, or all together.
    """
    rows = completeness
    if dataset is not None:
        rows = rows[rows["dataset"] == dataset]
    counts = ["expected", "received", "on_time"]
    summed = rows.groupby("month", as_index=False, sort=True)[counts].sum()
    return summed.assign(
        late=summed["received"] - summed["on_time"],
        missing=summed["expected"] - summed["received"],
        received_share=summed["received"] / summed["expected"],
    )


def told_completeness(by_month: pd.DataFrame) -> str:
    """The latest period in words."""
    last = by_month.iloc[-1]
    return _(
        "For {month}, {received} of {expected} reports have come, {on_time} of them on "
        "time.",
        month=formats.month(last["month"]),
        received=formats.number(last["received"]),
        expected=formats.number(last["expected"]),
        on_time=formats.number(last["on_time"]),
    )
