"""Reading a file's bytes as text, with the row numbers that a person sees in it.

Nothing is interpreted here: every cell becomes text, and whether a number cell held it
is noted. A file that cannot be read raises Refusal in words for an officer. Whoever
reads files of others does so in a process of its own: `imbang.intake.reading`.
"""

from __future__ import annotations

import io
import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from itertools import islice

import numpy as np
import python_calamine as calamine
from xlsxwriter.utility import xl_col_to_name

from imbang.formats import grouped
from imbang.intake.files import delimited, signatures, workbook_guard
from imbang.intake.files.cells import Book, Cells, Fault, Sheet
from imbang.nik import masked_name
from imbang.refusals import Refusal
from imbang.texts import _
from imbang.texts.signs import visible

MOST_CELLS = 25_000_000  # of the rectangle around a sheet's filled cells
LONGEST_TEXT = 32_767  # characters of a cell, as Excel has them
MOST_COLUMNS = 1_000  # 26 kinds over 36 months, and some
_ROWS_AT_ONCE = 20_000
# Shares of the time: looking through a workbook, and calamine's part of reading a sheet.
_GUARDED = 0.25
_PARSED = 0.6
Share = Callable[[float], None]
Codes = np.ndarray[tuple[int], np.dtype[np.int32]]


def read_book(name: str, content: bytes, told: Share = lambda _share: None) -> Book:
    """The sheets of a file; Refusal when it cannot be read.

    ``told`` hears which share of the file has been read, from 0 to 1.
    """
    form = signatures.form_of(content, name)
    if form == "text":
        return Book((sheet_of(delimited.read_records(content)),))
    guarded = workbook_guard.examine(content, form)
    told(_GUARDED)
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            return _read_workbook(book, guarded, _within(told, _GUARDED, 1))
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
    sheets, strays = [], {}
    for number, name in enumerate(shown):
        part = _within(told, number / len(shown), (number + 1) / len(shown))
        try:
            if name in guarded.far:  # the reader would make all cells between
                raise workbook_guard.stray_cell(guarded.far[name])
            source = book.get_sheet_by_name(name)
            _check_extent(source.total_height, source.total_width)
        except Refusal as reason:
            strays[masked_name(name)] = str(reason)
            if len(strays) == len(shown):
                raise
            continue
        sheets.append(
            _sheet(
                source,
                guarded.faults.get(name, {}),
                guarded.merged.get(name, ()),
                part,
            )
        )
    hidden = tuple(masked_name(i.name) for i in tables if i.visible != is_shown)
    return Book(tuple(sheets), hidden, guarded.aside, strays)


def _within(told: Share, first: float, last: float) -> Share:
    """Hears the share of one part of the work, which lies between two shares of all."""
    return lambda share: told(first + (last - first) * share)


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
    merged: Sequence[tuple[int, int, int, int]],
    told: Share,
) -> Sheet:
    # Rows come from the sheet's first, but columns only from the first filled one.
    skipped = source.start[1] if source.start else 0
    columns = _Columns()
    rows = iter(source.iter_rows())
    while some := list(islice(rows, _ROWS_AT_ONCE)):
        columns.add(some)
        done = min(1, columns.height / max(1, source.total_height))
        told(_PARSED + (1 - _PARSED) * done)
    ranges = [(a, b, c, d) for (a, b), (c, d) in source.merged_cell_ranges or ()]
    return Sheet(
        name=masked_name(source.name),
        columns=columns.cells(skipped=skipped, sheet=masked_name(source.name)),
        height=columns.height,
        merged=tuple(ranges or merged),
        faults=faults,
    )


def sheet_of(records: Iterable[Sequence[str]]) -> Sheet:
    """A sheet from rows of text that may differ in length, as CSV has them.

    The rows are walked over twice.
    """
    height = width = 0
    for record in records:
        height, width = height + 1, max(width, len(record))
    _check_extent(height, width)
    columns = _Columns()
    rest = iter(records)
    while some := list(islice(rest, _ROWS_AT_ONCE)):
        columns.add([[*row, *[""] * (width - len(row))] for row in some])
    return Sheet(name=None, columns=columns.cells(), height=columns.height)


class _Columns:
    """Gathers rows into columns of distinct values; calamine's rows are all as long."""

    def __init__(self) -> None:
        self.height = 0
        self._blank = 0
        self._columns: list[_Column] = []

    def add(self, rows: Sequence[Sequence[object]]) -> None:
        """Append rows, `_ROWS_AT_ONCE` or the last; that many blank ones end a sheet."""
        # Tried first is the quick look, for which 0 is nothing, too.
        if not any(map(any, rows)) and not _first_filled(rows):
            self._blank += len(rows)
            return
        if self._blank:
            above = self.height + self._blank
            raise workbook_guard.too_far_apart(above + _first_filled(rows))
        self.height += len(rows)
        for position, values in enumerate(zip(*rows, strict=True)):
            if position == len(self._columns):
                self._columns.append(_Column())
            self._columns[position].add(values)

    def cells(self, *, skipped: int = 0, sheet: str | None = None) -> tuple[Cells, ...]:
        blank = Cells(np.full(self.height, -1, np.int32), (), ())
        found = []
        while self._columns:  # each is let go of once its cells are made
            found.append(self._columns.pop(0).cells())
            _check_lengths(found[-1], skipped + len(found) - 1, sheet)
        return (*[blank] * skipped, *found)


def _check_lengths(cells: Cells, at: int, sheet: str | None) -> None:
    """Refusal where a cell of the column holds more text than a spreadsheet takes."""
    longest = max(range(len(cells.texts)), key=lambda n: len(cells.texts[n]), default=0)
    if not cells.texts or len(cells.texts[longest]) <= LONGEST_TEXT:
        return
    place = xl_col_to_name(at)
    row = Sheet.number(int(np.argmax(cells.codes == longest)))
    raise Refusal(
        _(
            "Cell {cell} of sheet {sheet} holds a text of {n} characters; expected at "
            "most {most}. Shorten it, or delete what does not belong into the table.",
            cell=f"{place}{row}",
            sheet=f"“{sheet or '–'}”",
            n=grouped(len(cells.texts[longest])),
            most=grouped(LONGEST_TEXT),
        )
    )


def _first_filled(rows: Sequence[Sequence[object]]) -> int:
    """The number, from 1, of the first row with a filled cell; 0 if there is none."""
    found = (n for n, row in enumerate(rows, 1) if any(v != "" for v in row))
    return next(found, 0)


class _Column:
    """Numbers the distinct values of one column in the order in which they come.

    Each type has numbers of its own: True == 1 and 1 == 1.0 in a dict. The look-ups run
    within the interpreter, not line by line: a sheet has millions of cells.
    """

    def __init__(self) -> None:
        self._next = itertools.count().__next__
        self._numbers: dict[type, defaultdict[object, int]] = {}
        self._codes: list[Codes] = []

    def add(self, values: Sequence[object]) -> None:
        types = {*map(type, values)}
        for kind in types - self._numbers.keys():
            self._numbers[kind] = defaultdict(self._next)
        if len(types) == 1:
            found: Iterable[int] = map(self._numbers[types.pop()].__getitem__, values)
        else:
            found = (self._numbers[type(value)][value] for value in values)
        self._codes.append(np.fromiter(found, np.int32, len(values)))

    def cells(self) -> Cells:
        codes, texts = np.concatenate(self._codes), self._texts()
        is_number = np.zeros(len(texts), np.bool_)
        for kind in self._numbers.keys() & {int, float}:
            is_number[[*self._numbers[kind].values()]] = True
        if not all(texts):
            # Cells of blanks only count as blank; the others move together.
            kept = np.array([bool(text) for text in texts], np.bool_)
            places = np.where(kept, np.cumsum(kept) - 1, -1).astype(np.int32)
            codes, texts = places[codes], [text for text in texts if text]
            is_number = is_number[kept]
        return Cells(codes, tuple(texts), tuple(is_number.tolist()))

    def _texts(self) -> list[str]:
        """The text of each value, by its number."""
        if self._numbers.keys() == {str}:
            return [_as_text(value) for value in self._numbers[str]]
        texts = [""] * sum(map(len, self._numbers.values()))
        for numbers in self._numbers.values():
            for value, number in numbers.items():
                texts[number] = _as_text(value)
        return texts


def _as_text(value: object) -> str:
    """A cell's value as text: whole numbers without a point, dates as ISO 8601."""
    if isinstance(value, str):
        return visible(value).strip()
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
