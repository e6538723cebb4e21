"""Reading a file as text, with the row numbers that a person sees in it.

Nothing is interpreted here: every cell becomes text, and whether a number cell held it
is noted. A file that cannot be read raises Refusal in words for an officer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path

import numpy as np
import python_calamine as calamine

from imbang.intake import delimited, workbook_guard
from imbang.intake.cells import Cells, Fault, Sheet
from imbang.refusals import Refusal
from imbang.texts import _

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"  # old Excel, or a workbook with a password
_ROWS_AT_ONCE = 20_000
_BLANK = " \t\r\n\u00a0\u200b\ufeff"


@dataclass(frozen=True, eq=False)
class Book:
    """The sheets of one file that a person sees, and the names of hidden ones."""

    sheets: tuple[Sheet, ...]
    hidden: tuple[str, ...] = ()


def read_file(path: Path) -> Book:
    """The sheets of an xlsx or CSV file; Refusal when it cannot be read."""
    try:
        with path.open("rb") as file:
            start = file.read(8)
    except OSError as error:
        raise Refusal(_no_such_file(error)) from error
    if not start:
        raise Refusal(_("The file is empty."))
    if start.startswith(_ZIP):
        return _read_workbook(path)
    if start.startswith(_OLE) or path.suffix.lower() in {".xls", ".ods", ".xlsb"}:
        raise Refusal(
            _(
                "The file is an old Excel workbook (.xls) or is protected by a "
                "password. Save it as .xlsx without a password."
            )
        )
    if path.suffix.lower() in {".xlsx", ".xlsm"}:
        raise Refusal(
            _(
                "The file is damaged or not a workbook. Open it in a spreadsheet "
                "program and save it as .xlsx."
            )
        )
    return Book((sheet_of(delimited.read_records(path)),))


def _no_such_file(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return _("There is no such file.")
    if isinstance(error, IsADirectoryError):
        return _("This is a folder; name the files in it.")
    return _("The file cannot be read: {reason}.", reason=error.strerror or error)


def _read_workbook(path: Path) -> Book:
    faults = workbook_guard.examine(path)
    try:
        with calamine.CalamineWorkbook.from_path(path) as book:
            sheets, hidden = [], []
            for info in book.sheets_metadata:
                if info.typ != calamine.SheetTypeEnum.WorkSheet:
                    continue
                if info.visible != calamine.SheetVisibleEnum.Visible:
                    hidden.append(info.name)
                    continue
                source = book.get_sheet_by_name(info.name)
                sheets.append(_sheet(source, faults.get(info.name, {})))
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise Refusal(
            _(
                "The file is damaged or not a workbook. Open it in a spreadsheet "
                "program and save it as .xlsx."
            )
        ) from error
    return Book(tuple(sheets), tuple(hidden))


def _sheet(
    source: calamine.CalamineSheet, faults: Mapping[tuple[int, int], Fault]
) -> Sheet:
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
        return value.strip(_BLANK)
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
