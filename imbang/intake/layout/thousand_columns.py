"""A column of figures that are thousands: which they are, and its cells in full."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from imbang.intake.files.cells import Cells, Mask
from imbang.intake.values.parsing import MISSING, NIL

_DECIMALS = re.compile(r"[0-9]{1,3}[.,][0-9]{1,3}")
_GROUPS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+")
_SPACES = re.compile(r"[\s\u00a0\u2009\u202f]+")
_WHOLE = re.compile(r"[0-9]{1,3}")
# What can be no other number: 1944.86 and 5388 of number cells, else 5388,1 and 1.944,86.
_CLEAR = (
    (re.compile(r"([0-9]{1,3}(?:[. ][0-9]{3})+|[0-9]+),([0-9]{1,2})"), False),
    (re.compile(r"([0-9]{1,3}(?: [0-9]{3})+|[0-9]{1,3})()"), False),
    (re.compile(r"([0-9]+)(?:\.([0-9]{1,3}))?"), True),
    (re.compile(r"([0-9]+)\.([0-9]{1,2})"), False),
)
_FEW_WHOLE = 0.05  # of the cells: one figure in a thousand ends in three zeros
_MOST_WITH_THREE = 0.5  # of the cells have three decimals, nine tenths of true ones
_FEWEST = 3  # cells; of two nobody can say


@dataclass(frozen=True, eq=False)
class Thousands:
    """One column of figures that reads as thousands; ``read`` is by code, -1 for none."""

    at: int
    heading: str
    cells: Cells
    read: npt.NDArray[np.int64]
    is_whole: npt.NDArray[np.bool_]  # by code, that of a blank cell last
    example: int  # a code


def stored_as_decimals(
    at: int, heading: str, cells: Cells, in_table: Mask
) -> Thousands | None:
    """The column, if all its figures read as thousands and some can be nothing else."""
    codes = cells.codes[in_table]
    used, counts = np.unique(codes[codes >= 0], return_counts=True)
    read = np.full(len(cells.texts) + 1, -1, np.int64)
    is_whole = np.zeros(len(cells.texts) + 1, np.bool_)
    fractions = with_three = whole = cells_read = 0
    examples: list[tuple[bool, int]] = []
    for code, count in zip(used.tolist(), counts.tolist(), strict=True):
        text, is_number = cells.texts[code].strip(), cells.is_number[code]
        if text.casefold() in MISSING | NIL or text in {"0", "0.0"}:
            continue
        if _GROUPS.fullmatch(text) and not is_number:
            read[code] = int(text.replace(".", ""))
            with_three += count
        elif _DECIMALS.fullmatch(text):
            whole_part, decimals = re.split("[.,]", text)
            read[code] = int(whole_part) * 1000 + int(decimals.ljust(3, "0"))
            fractions += count
            with_three += count * (len(decimals) == 3)
            examples.append((len(decimals) == 3, code))
        elif _WHOLE.fullmatch(text):
            read[code], is_whole[code] = int(text) * 1000, True
            whole += count
        else:
            return None
        cells_read += count
    if not fractions or cells_read < _FEWEST or whole > _FEW_WHOLE * cells_read:
        return None
    if with_three < _MOST_WITH_THREE * cells_read:
        return None
    _has_three, example = min(examples)
    return Thousands(at, heading, cells, read, is_whole, example)


def said_in_thousands(
    at: int, heading: str, cells: Cells, in_table: Mask
) -> Thousands | None:
    """The column in full, if each of its figures can be one number only."""
    codes = cells.codes[in_table]
    read = np.full(len(cells.texts) + 1, -1, np.int64)
    examples: list[tuple[bool, int]] = []
    for code in np.unique(codes[codes >= 0]).tolist():
        text, is_number = (
            _SPACES.sub(" ", cells.texts[code].strip()),
            cells.is_number[code],
        )
        if text.casefold() in MISSING | NIL:
            continue
        found = next(
            (
                m
                for form, of in _CLEAR
                if of == is_number and (m := form.fullmatch(text))
            ),
            None,
        )
        if found is None:
            return None
        whole, decimals = re.sub("[. ]", "", found[1]), found[2] or ""
        read[code] = int(whole + decimals.ljust(3, "0"))
        examples.append((not decimals, code))
    if not examples:
        return None
    _is_whole, example = min(examples)
    none = np.zeros(len(read), np.bool_)
    return Thousands(at, heading, cells, read, none, example)


def in_full(column: Thousands, in_table: Mask) -> Cells:
    """The cells with whole numbers in the rows of the table."""
    cells, read = column.cells, column.read
    own = np.flatnonzero(read >= 0)
    places = np.append(np.arange(len(cells.texts), dtype=np.int32), np.int32(-1))
    places[own] = len(cells.texts) + np.arange(len(own), dtype=np.int32)
    codes = np.where(in_table, places[cells.codes], cells.codes).astype(np.int32)
    texts = (*cells.texts, *map(str, read[own].tolist()))
    return Cells(codes, texts, (*cells.is_number, *(True for _code in own)))
