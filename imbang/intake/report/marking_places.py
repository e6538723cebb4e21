"""Where problems stand in a workbook written anew: names of sheets, rows, columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter.utility import xl_col_to_name

from imbang.intake.report.problems import Problem, shown
from imbang.intake.report.results import SheetRead
from imbang.nik import masked
from imbang.texts import _

_NO_NAME = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31


@dataclass(frozen=True)
class Place:
    """Where a problem stands: the sheet's name in the new workbook, row and column."""

    sheet: str
    row: int
    column: int

    @property
    def link(self) -> str:
        """The address of the cell within the workbook."""
        return f"internal:'{self.sheet}'!{xl_col_to_name(self.column)}{self.row + 1}"


def sheet_names(sheets: Sequence[SheetRead]) -> list[str]:
    """A name for each sheet that every spreadsheet program takes, none twice."""
    names: list[str] = []
    for read in sheets:
        name = _NO_NAME.sub(" ", masked(read.sheet or "Data")).strip() or "Data"
        first = name = name[:_LONGEST_NAME]
        taken = {other.casefold() for other in names}
        number = 2
        while name.casefold() in taken:
            name = f"{first[: _LONGEST_NAME - 4]} ({number})"
            number += 1
        names.append(name)
    return names


def list_name(names: Sequence[str]) -> str:
    name = _("Check")
    while name.casefold() in {other.casefold() for other in names}:
        name += " *"
    return name.replace("*", "-")


def place_of(
    problem: Problem, sheets: Sequence[SheetRead], names: Sequence[str]
) -> Place | None:
    """The cell that a problem is about; without a row its heading, without a column
    the first filled cell of the row; None where it is about the file."""
    read = read_of(problem, sheets)
    if read is None:
        return None
    name = next(n for n, one in zip(names, sheets, strict=True) if one is read)
    at = position_of(read, problem.column)
    if problem.row is not None:
        row = problem.row - 1
        return Place(name, row, _first_filled(read, row) if at is None else at)
    if at is not None and read.heading_rows:
        return Place(name, read.heading_rows[-1] - 1, at)
    return Place(name, 0, 0) if problem.sheet is not None else None


def read_of(problem: Problem, sheets: Sequence[SheetRead]) -> SheetRead | None:
    """The sheet that a problem is about; of several tables in one the one with its cell."""
    same = [read for read in sheets if read.sheet == problem.sheet]
    if len(same) == 1:
        return same[0]
    return max(same, key=lambda read: _likeness(problem, read), default=None)


def _likeness(problem: Problem, read: SheetRead) -> tuple[bool, bool, bool]:
    """Whether a table has the problem's row, its heading, and its value at that cell."""
    content, at = read.content, position_of(read, problem.column)
    row = -1 if problem.row is None else problem.row - 1
    if content is None or not 0 <= row < content.height:
        return False, at is not None, False
    texts = content.row(row)
    is_value = at is not None and shown(texts[at]) == problem.value
    return any(texts), at is not None, is_value


def position_of(read: SheetRead, heading: str | None) -> int | None:
    """The column that stands under a heading as problems name it, from 0."""
    if heading is None or heading not in read.headings:
        return None
    return read.headings.index(heading)


def _first_filled(read: SheetRead, row: int) -> int:
    content = read.content
    if content is None or row >= content.height:
        return 0
    texts = content.row(row)
    return next((at for at, text in enumerate(texts) if text), 0)
