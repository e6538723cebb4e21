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

    def payload(self, link: Callable[[str], str] | None = None) -> dict[str, Any]:
        """The table as the component reads it; sortable where it is sorted by a key.

        ``link`` is the address that the name of a region leads to, by its code.
        """
        headings = [self._heading(column) for column in self.columns]
        rows = [
            row | {"cells": [_linked(cell, link) for cell in row["cells"]]}
            for row in self.rows
        ]
        return {"caption": self.caption, "columns": headings, "rows": rows}

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


def page_of(rows: pd.DataFrame, region: str) -> int:
    """The page, counted from 1, that holds a region (``region_code``), else the first."""
    if not region or "region_code" not in rows:
        return 1
    places = (rows["region_code"] == region).to_numpy().nonzero()[0]
    return int(places[0]) // PAGE_ROWS + 1 if len(places) else 1


def of_region(code: object, name: str) -> Cell:
    """A cell that names a region, and so leads to its profile."""
    cell: Cell = {"text": name}
    if not isinstance(code, str) or not code:
        return cell
    return cell | {"region": code, "hint": _("Profile of {region}", region=name)}


def draw(
    rows: pd.DataFrame | Sequence[Row],
    columns: Sequence[Column],
    *,
    caption: str,
    sort: str = "",
    chosen: str | None = None,
    lead: Callable[[Row], tuple[str, str] | None] | None = None,
    press: Callable[[str], str] | None = None,
) -> Table:
    """``rows`` written out. ``lead`` gives by row what pressing its name chooses, and what
    is told of that; None where it does nothing. ``press`` tells by region what pressing
    the rest of its row does; nothing where it does nothing. ``chosen`` is what is chosen
    already: of rows whose names choose nothing, a region."""
    records: Sequence[Any] = (
        rows.to_dict("records") if isinstance(rows, pd.DataFrame) else rows
    )
    drawn = tuple(
        {
            **_way(lead(record) if lead else None, chosen, record),
            **_pressed(press, record),
            "cells": [column.write(record) for column in columns],
        }
        for record in records
    )
    return Table(caption, tuple(columns), drawn, sort)


def _way(lead: tuple[str, str] | None, chosen: str | None, row: Row) -> dict[str, Any]:
    if lead is None:
        is_chosen = chosen is not None and row.get("region_code") == chosen
        return {"chosen": True} if is_chosen else {}
    code, hint = lead
    return {"code": code, "hint": hint, "chosen": code == chosen}


def _pressed(press: Callable[[str], str] | None, row: Row) -> dict[str, Any]:
    code = row.get("region_code") if press else None
    if press is None or not isinstance(code, str) or not (told := press(code)):
        return {}
    return {"code": code, "press": told}


def _linked(cell: Cell, link: Callable[[str], str] | None) -> Cell:
    """A cell with the address that its region's name leads to."""
    if link is None or "region" not in cell:
        return cell
    return cell | {"href": link(cell["region"])}
