"""Reading a file's bytes as text, with the row numbers that a person sees in it.

Nothing is interpreted here: every cell becomes text, and whether a number cell held it
is noted. A file that cannot be read raises Refusal in words for an officer. Whoever
reads files of others does so in a process of its own: `imbang.intake.reading`.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice

import numpy as np
import python_calamine as calamine

from imbang.intake import delimited, signatures, workbook_guard
from imbang.intake.cells import Cells, Fault, Sheet
from imbang.refusals import Refusal
from imbang.texts import _

MOST_CELLS = 25_000_000  # of the rectangle around a sheet's filled cells
MOST_COLUMNS = 16_384  # what a spreadsheet has
_ROWS_AT_ONCE = 20_000
_BLANK = " \t\r\n\u00a0\u200b\ufeff\0"
Share = Callable[[float], None]


@dataclass(frozen=True, eq=False)
class Book:
    """The sheets of one file that a person sees, and the names of hidden ones.

    ``aside`` names what the file holds beside tables, which is not read: ``macros``,
    ``external_links``.
    """

    sheets: tuple[Sheet, ...]
    hidden: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()


def read_book(name: str, content: bytes, told: Share = lambda _share: None) -> Book:
    """The sheets of a file; Refusal when it cannot be read.

    ``told`` hears which share of the file has been read, from 0 to 1.
    """
    form = signatures.form_of(content, name)
    if form == "text":
        records = delimited.read_records(content)
        told(0.5)
        return Book((sheet_of(records),))
    guarded = workbook_guard.examine(content, form)
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            return _read_workbook(book, guarded, told)
    except calamine.PasswordError as error:
        raise signatures.locked() from error
    except (calamine.CalamineError, OSError, ValueError, IndexError) as error:
        raise signatures.damaged() from error


def _read_workbook(
    book: calamine.CalamineWorkbook, guarded: workbook_guard.Guarded, told: Share
) -> Book:
    tables = [
        info
        for info in book.sheets_metadata
        if info.typ == calamine.SheetTypeEnum.WorkSheet
    ]
    is_shown = calamine.SheetVisibleEnum.Visible
    shown = [info.name for info in tables if info.visible == is_shown]
    sheets = []
    for number, name in enumerate(shown):
        sheets.append(
            _sheet(book.get_sheet_by_name(name), guarded.faults.get(name, {}))
        )
        told((number + 1) / len(shown))
    hidden = tuple(info.name for info in tables if info.visible != is_shown)
    return Book(tuple(sheets), hidden, guarded.aside)


def _check_extent(height: int, width: int) -> None:
    if width > MOST_COLUMNS:
        raise Refusal(
            _(
                "The table has {width} columns, far more than a report has. Copy the "
                "columns that are needed into a new file and send that.",
                width=width,
            )
        )
    if height * width > MOST_CELLS:
        raise workbook_guard.too_far_apart(height)


def _sheet(
    source: calamine.CalamineSheet,
    faults: Mapping[tuple[int, int], Fault],
) -> Sheet:
    _check_extent(source.total_height, source.total_width)
    # Rows come from the sheet's first, but columns only from the first filled one.
    skipped = source.start[1] if source.start else 0
    columns = _Columns()
    rows = iter(source.iter_rows())
    while some := list(islice(rows, _ROWS_AT_ONCE)):
        columns.add(some)
    ranges = source.merged_cell_ranges or ()
    return Sheet(
        name=source.name,
        columns=columns.cells(skipped=skipped),
        height=columns.height,
        merged=tuple((a, b, c, d) for (a, b), (c, d) in ranges),
        faults=faults,
    )


def sheet_of(records: Sequence[Sequence[str]]) -> Sheet:
    """A sheet from rows of text that may differ in length, as CSV has them."""
    width = max(map(len, records), default=0)
    _check_extent(len(records), width)
    columns = _Columns()
    for start in range(0, len(records), _ROWS_AT_ONCE):
        some = records[start : start + _ROWS_AT_ONCE]
        columns.add([[*row, *[""] * (width - len(row))] for row in some])
    return Sheet(name=None, columns=columns.cells(), height=columns.height)


class _Columns:
    """Gathers rows into columns of distinct values; calamine's rows are all as long."""

    def __init__(self) -> None:
        self.height = 0
        self._known: list[dict[tuple[type, object] | object, int]] = []
        self._codes: list[list[np.ndarray[tuple[int], np.dtype[np.int32]]]] = []

    def add(self, rows: Sequence[Sequence[object]]) -> None:
        self.height += len(rows)
        for position, values in enumerate(zip(*rows, strict=True)):
            if position == len(self._known):
                self._known.append({})
                self._codes.append([])
            known = self._known[position]
            # True == 1 and 1 == 1.0 in a dict: what is no text is told apart by type.
            if {*map(type, values)} != {str}:
                values = tuple(v if type(v) is str else (type(v), v) for v in values)
            codes = (known.setdefault(value, len(known)) for value in values)
            self._codes[position].append(np.fromiter(codes, np.int32, len(rows)))

    def cells(self, *, skipped: int = 0) -> tuple[Cells, ...]:
        blank = Cells(np.full(self.height, -1, np.int32), (), ())
        found = [
            _cells(list(known), np.concatenate(codes))
            for known, codes in zip(self._known, self._codes, strict=True)
        ]
        return (*[blank] * skipped, *found)


def _cells(
    values: Sequence[object], codes: np.ndarray[tuple[int], np.dtype[np.int32]]
) -> Cells:
    bare = [value[1] if isinstance(value, tuple) else value for value in values]
    texts = [_as_text(value) for value in bare]
    numbers = [type(value) in (int, float) for value in bare]
    # Cells of blanks only count as blank; the others move together.
    kept = np.array([bool(text) for text in texts], np.bool_)
    place = np.where(kept, np.cumsum(kept) - 1, -1).astype(np.int32)
    return Cells(
        place[codes],
        tuple(text for text in texts if text),
        tuple(n for n, text in zip(numbers, texts, strict=True) if text),
    )


def _as_text(value: object) -> str:
    """A cell's value as text: whole numbers without a point, dates as ISO 8601."""
    if isinstance(value, str):
        return value.strip(_BLANK).replace("\0", "")
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return (
            str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
        )
    if isinstance(value, datetime):
        at_midnight = value.time() == time(0)
        return value.date().isoformat() if at_midnight else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)
