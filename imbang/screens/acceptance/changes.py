"""What an office's month brings: each submission beside the one before it.

Read from what counts now, published or not; nothing here knows of a screen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pyarrow.parquet as pq

from imbang.periods import parse_month
from imbang.store.accepting import Month
from imbang.store.deliveries import Store
from imbang.store.manifests import Submission

_REGION = "region_code"
_FIGURES = ("ppks_persons", "psm_active")


@dataclass(frozen=True)
class Sent:
    """A submission, and the office's one before it of the same dataset; None where it is
    the first."""

    now: Submission
    before: Submission | None


def beside_earlier(month: Month, counted: Sequence[Submission]) -> list[Sent]:
    """Each submission of an office's month with the latest of an earlier period."""
    found = []
    for now in month.sent:
        earlier = [
            one
            for one in counted
            if (one.dataset, one.office) == (now.dataset, now.office)
            and one.period.last < now.period.last
            and (one.tells == now.tells or not now.tells)
        ]
        found.append(Sent(now, max(earlier, key=_order, default=None)))
    return found


def _order(one: Submission) -> tuple[int, int]:
    delivery, _dash, index = one.id.partition("-")
    return one.period.last, int(delivery) * 1000 + int(index)


def left_out(store: Store, sent: Sequence[Sent]) -> dict[str, int]:
    """How many regions of the submission before each dataset no longer tells of."""
    found = {}
    for one in sent:
        if one.before is None:
            continue
        if lost := len(_regions(store, one.before) - _regions(store, one.now)):
            found[one.now.dataset] = lost
    return found


def _regions(store: Store, one: Submission) -> frozenset[str]:
    file = pq.ParquetFile(store.parquet(one))
    if _REGION not in file.schema_arrow.names:
        return frozenset()
    column = file.read(columns=[_REGION])[_REGION]
    return frozenset(column.unique().to_pylist()) - {None}


@dataclass(frozen=True)
class Moved:
    """A figure (``ppks_persons``, ``psm_active``) as of the month, and as of the month of
    the report before it (``since``)."""

    figure: str
    before: int
    now: int
    since: str


def moved(history: pd.DataFrame, month: Month) -> list[Moved]:
    """Figures of the office's area that have a report of the month and one before it, by
    the answer of ``region_history``."""
    rows: Sequence[Mapping[Any, Any]] = history.to_dict("records")
    by_month = {parse_month(row["month"]): row for row in rows}
    now = by_month.get(month.month)
    found: list[Moved] = []
    if now is None:
        return found
    for figure in _FIGURES:
        reports = "ppks_reports" if figure == "ppks_persons" else "psm_reports"
        earlier = [
            row
            for index, row in by_month.items()
            if index < month.month and row[reports] and pd.notna(row[figure])
        ]
        if not earlier or not now[reports] or pd.isna(now[figure]):
            continue
        last = earlier[-1]
        found.append(Moved(figure, int(last[figure]), int(now[figure]), last["month"]))
    return found
