"""Tables of regions: which columns, in which order, how each cell is written.

Takes answers of ``coverage``; gives what the table widget draws. The figures are those
of the answer, only written out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from imbang.texts import _

Kind = Literal["name", "text", "number", "bar", "state", "count"]
Cell = dict[str, Any]
Row = Mapping[str, Any]
PAGE_ROWS = 50


@dataclass(frozen=True)
class Column:
    """A column: its key, the column of the answer it sorts by, how cells are written."""

    key: str
    label: str
    kind: Kind
    source: str
    write: Callable[[Row], Cell]


@dataclass(frozen=True)
class Table:
    """A table ready to be drawn: what it is about, its headings, one page of rows."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[dict[str, Any], ...]
    sort: str = ""

    def payload(self) -> dict[str, Any]:
        """The table as the component reads it; sortable where it is sorted by a key."""
        headings = [self._heading(column) for column in self.columns]
        return {"caption": self.caption, "columns": headings, "rows": list(self.rows)}

    def _heading(self, column: Column) -> dict[str, Any]:
        falls = self.sort.startswith("-")
        is_sorted = self.sort.lstrip("-") == column.key
        return {
            "key": column.key,
            "label": column.label,
            "kind": column.kind,
            "sortable": bool(self.sort),
            "hint": _("Sort by: {column}", column=column.label),
            "order": ("descending" if falls else "ascending") if is_sorted else None,
        }


def pages(rows: pd.DataFrame) -> int:
    """How many pages the rows fill."""
    return max(1, -(-len(rows) // PAGE_ROWS))


def draw(
    rows: pd.DataFrame,
    columns: tuple[Column, ...],
    *,
    caption: str,
    sort: str = "",
    page: int = 1,
    chosen: str | None = None,
) -> Table:
    """One page of ``rows`` written out; those of a region (``region_code``) lead there."""
    first = PAGE_ROWS * (page - 1)
    records: list[Any] = rows.iloc[first : first + PAGE_ROWS].to_dict("records")
    drawn = tuple(
        {
            **_way(record, chosen),
            "cells": [column.write(record) for column in columns],
        }
        for record in records
    )
    return Table(caption, columns, drawn, sort)


def _way(record: Row, chosen: str | None) -> dict[str, Any]:
    code = record.get("region_code")
    if not isinstance(code, str):
        return {}
    return {
        "code": code,
        "hint": _("Go to {region}", region=record["region_name"]),
        "chosen": code == chosen,
    }
