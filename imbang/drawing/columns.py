"""Columns of tables of any answer, one function a kind of figure; rows in order, found.

Cells hold the figures of the answer, only written out; a figure that does not exist is
a dash.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from imbang import formats
from imbang.drawing.tables import Cell, Column, Row, of_region
from imbang.formats import exists


def region(
    label: str, *, under: Mapping[str, str] | None = None, key: str = "region_name"
) -> Column:
    """Regions by name, each leading to its profile; ``under`` gives by region code what
    stands below a name, ``key`` is the column of the names."""

    def write(row: Row) -> Cell:
        told = (under or {}).get(row["region_code"], "")
        return of_region(row["region_code"], row[key]) | {"under": told}

    return Column(key, label, "name", write)


def place(label: str) -> Column:
    """Where it is, each region leading to its profile, of rows that are about something
    else."""

    def write(row: Row) -> Cell:
        return of_region(row["region_code"], row["region_name"])

    return Column("region_name", label, "text", write)


def name(key: str, label: str, *, under: str = "") -> Column:
    """What a row is about, where that is not a region; ``under`` is another column."""
    return Column(key, label, "name", _written(key, str, under))


def text(key: str, label: str, *, under: str = "") -> Column:
    """Words; ``under`` is another column, written smaller below."""
    return Column(key, label, "text", _written(key, str, under))


def number(key: str, label: str, *, digits: int = 0, of: str = "") -> Column:
    """Numbers with as many decimals, those of the column ``of`` where not of ``key``."""

    def write(value: object) -> str:
        return formats.number(value, digits)

    return Column(key, label, "number", _written(of or key, write), of)


def least(key: str, label: str, *, is_least: str) -> Column:
    """Numbers, ``≥`` before those that ``is_least``, a column, says may be more."""

    def cell(row: Row) -> Cell:
        return {"text": formats.least(row[key], is_least=bool(row[is_least]))}

    return Column(key, label, "number", cell)


def signed(key: str, label: str, *, digits: int = 0) -> Column:
    """Changes, with their sign."""
    return Column(
        key, label, "number", _written(key, lambda v: formats.signed(v, digits))
    )


def percent(key: str, label: str, *, digits: int = 0) -> Column:
    """Shares of 1 as percentages."""
    return Column(
        key, label, "number", _written(key, lambda v: formats.percent(v, digits))
    )


def signed_percent(key: str, label: str) -> Column:
    """Changes as shares of 1, with their sign."""

    def write(value: float) -> str:
        told = formats.percent(value, 1)
        return f"+{told}" if value > 0 else told

    return Column(key, label, "number", _written(key, write))


def month(key: str, label: str) -> Column:
    """Months written YYYY-MM as people say them."""
    return Column(key, label, "number", _written(key, formats.short_month))


def bar(
    key: str,
    label: str,
    largest: float,
    *,
    tone: str = "accent",
    write: Callable[[object], str] = formats.number,
) -> Column:
    """Numbers with a bar beside each; ``largest`` fills the width."""

    def cell(row: Row) -> Cell:
        value = row[key]
        share = float(value) / largest if exists(value) and largest > 0 else 0.0
        return {"text": write(value), "bar": share, "tone": tone if share else "none"}

    return Column(key, label, "bar", cell)


def order(rows: pd.DataFrame, columns: Sequence[Column], sort: str) -> pd.DataFrame:
    """The rows by the column that ``sort`` names, ``-`` first for falling; what does not
    exist comes last, equal ones stay as they stood."""
    by = {column.key: column.sorts_by for column in columns}.get(sort.lstrip("-"))
    if not by:
        return rows
    return rows.sort_values(
        by, ascending=not sort.startswith("-"), na_position="last", kind="stable"
    )


def find(rows: pd.DataFrame, q: str, *, within: Sequence[str]) -> pd.DataFrame:
    """The rows in which one of the columns ``within`` holds ``q``, in any case."""
    wanted = q.strip().casefold()
    if not wanted:
        return rows
    held = [
        rows[key].astype("string").str.casefold().str.contains(wanted, regex=False)
        for key in within
    ]
    return rows[pd.concat(held, axis=1).any(axis=1)]


def _written(
    key: str, write: Callable[..., str], under: str = ""
) -> Callable[[Row], Cell]:
    def cell(row: Row) -> Cell:
        value = row[key]
        is_known = isinstance(value, str) or exists(value)
        told: Cell = {"text": write(value) if is_known else formats.MISSING}
        below = row[under] if under else None
        return told | {"under": below} if isinstance(below, str) and below else told

    return cell
