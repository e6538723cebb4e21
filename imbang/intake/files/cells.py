"""A sheet as text: columns of distinct values, so that each is looked at only once.

Row and column positions inside the code count from 0; `Sheet.number` turns a row into
the number that a person sees beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.intp]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Cells:
    """One column: per row a code into ``texts``, -1 for a blank cell.

    ``is_number`` says of each distinct value whether a number cell held it, since
    1.204 typed as text and 1.204 stored as a number are different figures.
    """

    codes: npt.NDArray[np.int32]
    texts: tuple[str, ...]
    is_number: tuple[bool, ...]

    def text(self, row: int) -> str:
        """The cell's text, empty when blank."""
        code = int(self.codes[row])
        return "" if code < 0 else self.texts[code]

    def flags(self, test: Callable[[str], bool]) -> Mask:
        """Per row whether its text passes ``test``; a blank cell never does."""
        passed = np.fromiter(map(test, self.texts), np.bool_, len(self.texts))
        # One more place at the end, for code -1.
        return np.append(passed, False)[self.codes]

    def replaced(self, codes: npt.NDArray[np.int32]) -> Cells:
        """The same distinct values, placed otherwise."""
        return Cells(codes, self.texts, self.is_number)


Fault = Literal["error", "formula"]


@dataclass(frozen=True, eq=False)
class Sheet:
    """One sheet of a file; ``name`` is None in a CSV file, which has no sheets.

    ``merged`` holds (first row, first column, last row, last column); ``faults`` the
    cells whose value a spreadsheet program could not give.
    """

    name: str | None
    columns: tuple[Cells, ...]
    height: int
    merged: tuple[tuple[int, int, int, int], ...] = ()
    faults: Mapping[tuple[int, int], Fault] = field(default_factory=dict)

    def row(self, row: int) -> list[str]:
        """The texts of one row, blank cells as empty texts."""
        return [column.text(row) for column in self.columns]

    def filled(self) -> Mask:
        """Rows × columns: which cells are not blank."""
        if not self.columns:
            return np.zeros((self.height, 0), np.bool_)
        return np.column_stack([column.codes >= 0 for column in self.columns])

    @staticmethod
    def number(row: int) -> int:
        """The row's number as the spreadsheet shows it."""
        return int(row) + 1


@dataclass(frozen=True, eq=False)
class Book:
    """The sheets of one file that a person sees, and the names of hidden ones.

    ``aside`` names what the file holds beside tables, which is not read: ``macros``,
    ``external_links``. ``strays`` says of a sheet that is not read, because a cell of it
    lies far from the others, which that is.
    """

    sheets: tuple[Sheet, ...]
    hidden: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    strays: Mapping[str, str] = field(default_factory=dict)


def joined(columns: Sequence[Cells]) -> Cells:
    """Several columns as one: per row their texts with a blank between."""
    if len(columns) == 1:
        return columns[0]
    table = np.column_stack([column.codes for column in columns])
    distinct, codes = np.unique(table, axis=0, return_inverse=True)
    texts = [
        " ".join(
            c.texts[code] for c, code in zip(columns, row, strict=True) if code >= 0
        )
        for row in distinct
    ]
    numbers = [
        [c.is_number[k] for c, k in zip(columns, row, strict=True) if k >= 0] == [True]
        for row in distinct
    ]
    codes = codes.reshape(-1).astype(np.int32)
    blank = np.array([not text for text in texts], np.bool_)
    return Cells(np.where(blank[codes], -1, codes), tuple(texts), tuple(numbers))
