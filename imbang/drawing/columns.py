"""Columns of tables of any answer, one function a kind of figure; rows in order, found.

Cells hold the figures of the answer, only written out; a figure that does not exist is
a dash.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from imbang import formats
from imbang.drawing.tables import Cell, Column, Figure, Kind, Row, of_region
from imbang.formats import exists
from imbang.reference import regions
from imbang.texts import _

WHOLE = "#,##0"
RATIO = "[>19.95]#,##0;#,##0.0"  # as `formats.ratio` writes them
MONTH = "mmm yyyy"
DAY = "yyyy-mm-dd"


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
    write = _written(key, str, under)
    return Column(key, label, "name", write, parts=_apart(key, label, "name", under))


def text(key: str, label: str, *, under: str = "") -> Column:
    """Words; ``under`` is another column, written smaller below."""
    write = _written(key, str, under)
    return Column(key, label, "text", write, parts=_apart(key, label, "text", under))


def number(
    key: str, label: str, *, digits: int = 0, of: str = "", is_pct: bool = False
) -> Column:
    """Numbers with as many decimals, those of the column ``of`` where not of ``key``;
    ``is_pct`` says that they are of a hundred, in a file percentages."""

    def write(value: object) -> str:
        return formats.number(value, digits)

    source = of or key
    figure = _pct(source, digits) if is_pct else _figure(source, with_digits(digits))
    return Column(key, label, "number", _written(source, write), of, figure)


def noted(column: Column, note: str) -> Column:
    """A column of figures with what another one says of some of them, written smaller
    below; in a file a column of its own."""

    def cell(row: Row) -> Cell:
        told = row[note]
        under = {"under": told} if isinstance(told, str) and told else {}
        return column.write(row) | under

    below = Column(
        note, _("{column}: note", column=column.label), "text", _written(note, str)
    )
    return replace(column, write=cell, parts=(column, below))


def least(key: str, label: str, *, is_least: str) -> Column:
    """Numbers, ``≥`` before those that ``is_least``, a column, says may be more."""

    def cell(row: Row) -> Cell:
        return {"text": formats.least(row[key], is_least=bool(row[is_least]))}

    return Column(key, label, "number", cell, "", at_least(key, is_least))


def signed(key: str, label: str, *, digits: int = 0) -> Column:
    """Changes, with their sign."""
    write = _written(key, lambda v: formats.signed(v, digits))
    return Column(
        key, label, "number", write, "", _figure(key, with_sign(with_digits(digits)))
    )


def percent(key: str, label: str, *, digits: int = 0) -> Column:
    """Shares of 1 as percentages."""
    write = _written(key, lambda v: formats.percent(v, digits))
    figure = _figure(key, f"{with_digits(digits)}%")
    return Column(key, label, "number", write, "", figure)


def signed_percent(key: str, label: str) -> Column:
    """Changes as shares of 1, with their sign."""

    def write(value: float) -> str:
        told = formats.percent(value, 1)
        return f"+{told}" if value > 0 else told

    figure = _figure(key, with_sign("#,##0.0%"))
    return Column(key, label, "number", _written(key, write), "", figure)


def month(key: str, label: str) -> Column:
    """Months written YYYY-MM as people say them."""

    def figure(row: Row) -> Figure:
        told = row[key]
        return (
            date.fromisoformat(f"{told}-01") if isinstance(told, str) else None
        ), MONTH

    write = _written(key, formats.short_month)
    return Column(key, label, "number", write, "", figure)


def day(key: str, label: str) -> Column:
    """Dates as people say them."""
    write = _written(key, lambda when: formats.short_day(when))
    return Column(key, label, "number", write, "", _figure(key, DAY))


def bar(
    key: str,
    label: str,
    largest: float,
    *,
    tone: str = "accent",
    write: Callable[[object], str] = formats.number,
    pattern: str = WHOLE,
) -> Column:
    """Numbers with a bar beside each; ``largest`` fills the width. ``pattern`` is what
    ``write`` is as the number format of a spreadsheet."""

    def cell(row: Row) -> Cell:
        value = row[key]
        share = float(value) / largest if exists(value) and largest > 0 else 0.0
        return {"text": write(value), "bar": share, "tone": tone if share else "none"}

    return Column(key, label, "bar", cell, "", _figure(key, pattern))


def with_digits(digits: int) -> str:
    """The number format of a spreadsheet with as many decimals; its signs for decimals
    and thousands are those of who opens it."""
    return WHOLE + ("." + "0" * digits if digits else "")


def with_sign(pattern: str) -> str:
    """A number format with a sign before what is not zero."""
    return f"+{pattern};-{pattern};{pattern}"


def at_least(key: str, is_least: str) -> Callable[[Row], Figure]:
    """Whole numbers for a spreadsheet, as `least` has them on a page."""

    def figure(row: Row) -> Figure:
        return row[key], f'"≥ "{WHOLE}' if row[is_least] else WHOLE

    return figure


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
    """The rows in which one of the columns ``within`` holds ``q``, in any case.

    The code of a region is found however it was written.
    """
    wanted = regions.load().sought(q)
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
        is_day = isinstance(value, date) and bool(pd.notna(value))
        is_known = is_day or isinstance(value, str) or exists(value)
        told: Cell = {"text": write(value) if is_known else formats.MISSING}
        below = row[under] if under else None
        return told | {"under": below} if isinstance(below, str) and below else told

    return cell


def _figure(key: str, pattern: str) -> Callable[[Row], Figure]:
    return lambda row: (row[key], pattern)


def _pct(key: str, digits: int) -> Callable[[Row], Figure]:
    return lambda row: of_hundred(row[key], digits)


def of_hundred(value: object, digits: int) -> Figure:
    """A figure of a hundred as the percentage it is."""
    share = float(value) / 100 if exists(value) else None  # type: ignore[arg-type]
    return share, f"{with_digits(digits)}%"


def _apart(key: str, label: str, kind: Kind, under: str) -> tuple[Column, ...]:
    """In a file what stands below a text is a column of its own."""
    if not under:
        return ()
    below = Column(
        under, _("{column}: note", column=label), "text", _written(under, str)
    )
    return Column(key, label, kind, _written(key, str)), below
