"""Tables as the table widget draws them: columns, and rows that may lead somewhere.

The figures are those of the rows given, only written out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from imbang.texts import _

Kind = Literal["name", "text", "number", "bar", "state", "count"]
Cell = dict[str, Any]
Row = Mapping[str, Any]
Figure = tuple[object, str]
PAGE_ROWS = 50


@dataclass(frozen=True)
class Column:
    """A column: its key, how cells are written, what of the rows it sorts by: the key
    unless ``source`` says otherwise.

    In a file a cell holds its ``figure``: a value, and the number format of a
    spreadsheet; the text of the cell where there is none. ``parts`` stand there in place
    of a column whose cells tell several things.
    """

    key: str
    label: str
    kind: Kind
    write: Callable[[Row], Cell]
    source: str = ""
    figure: Callable[[Row], Figure] | None = None
    parts: tuple[Column, ...] = ()

    @property
    def sorts_by(self) -> str:
        """The column of the rows that this one is ordered by."""
        return self.source or self.key


@dataclass(frozen=True)
class Table:
    """A table ready to be drawn: what it is about, its headings, its rows."""

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


def pages(count: int) -> int:
    """How many pages a list of ``count`` rows fills."""
    return max(1, -(-count // PAGE_ROWS))


def part(page: int) -> slice:
    """The rows of a page, counted from 1."""
    return slice(PAGE_ROWS * (page - 1), PAGE_ROWS * page)


def to_region(row: Row) -> tuple[str, str] | None:
    """Rows of a region lead to it."""
    code = row.get("region_code")
    if not isinstance(code, str):
        return None
    return code, _("Go to {region}", region=row["region_name"])


def draw(
    rows: pd.DataFrame | Sequence[Row],
    columns: Sequence[Column],
    *,
    caption: str,
    sort: str = "",
    chosen: str | None = None,
    lead: Callable[[Row], tuple[str, str] | None] = to_region,
) -> Table:
    """``rows`` written out. ``lead`` gives by row what pressing it chooses, and what is
    told of that; None where it does nothing. ``chosen`` is what is chosen already."""
    records: Sequence[Any] = (
        rows.to_dict("records") if isinstance(rows, pd.DataFrame) else rows
    )
    drawn = tuple(
        {
            **_way(lead(record), chosen),
            "cells": [column.write(record) for column in columns],
        }
        for record in records
    )
    return Table(caption, tuple(columns), drawn, sort)


def _way(lead: tuple[str, str] | None, chosen: str | None) -> dict[str, Any]:
    if lead is None:
        return {}
    code, hint = lead
    return {"code": code, "hint": hint, "chosen": code == chosen}
