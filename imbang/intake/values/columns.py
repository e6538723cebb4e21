"""A column's values once parsed: distinct values and, per row, which one it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from imbang.intake.files.cells import Cells, Mask, Rows
from imbang.intake.report.log import MOST_NAMED, Findings
from imbang.intake.values.parsing import Rejected

Codes = npt.NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Values:
    """Parsed values of the rows of a table; code -1 is no value.

    ``given`` says which rows had something in the cell, accepted or not.
    """

    codes: Codes
    distinct: tuple[object, ...]
    given: Mask

    def to_arrow(self, kind: pa.DataType) -> pa.Array:
        """One value a row, null where there is none."""
        choices = pa.array([*self.distinct, None], kind)
        places = np.where(self.codes < 0, len(self.distinct), self.codes)
        return choices.take(pa.array(places))

    def numbers(self, missing: int = -1) -> npt.NDArray[np.int64]:
        """One number a row of values that are numbers."""
        found = [missing if v is None else v for v in (*self.distinct, None)]
        return np.array(found, np.int64)[self.codes]

    def replaced(self, distinct: Sequence[object]) -> Values:
        """The same rows with other distinct values, in the same order."""
        return Values(self.codes, tuple(distinct), self.given)


def no_values(count: int) -> Values:
    """The values of a column that the sheet does not have."""
    return same_values(None, count)


def same_values(value: object, count: int) -> Values:
    """One value for all rows, as a title says it in place of a column; None for none."""
    is_said = value is not None
    codes = np.full(count, 0 if is_said else -1, np.int32)
    return Values(codes, (value,) if is_said else (), np.full(count, is_said, np.bool_))


def parse_cells(
    cells: Cells,
    rows: Rows,
    parse: Callable[[str, bool], object],
    *,
    heading: str,
    findings: Findings,
    shown_as: Callable[[str], str] = str,
) -> Values:
    """Parse the cells of these rows; what is rejected becomes a problem of each row.

    ``shown_as`` makes of a cell's text what a problem may show.
    """
    codes = cells.codes[rows]
    distinct: list[object] = [None] * len(cells.texts)
    rejected: dict[int, Rejected] = {}
    alike: dict[str, Rejected] = {}  # what stands in for those that are only counted
    seen: Counter[str] = Counter()
    for code in np.unique(codes[codes >= 0]).tolist():
        try:
            distinct[code] = parse(cells.texts[code], cells.is_number[code])
        except Rejected as reason:
            seen[reason.rule] += 1
            if seen[reason.rule] > MOST_NAMED:
                counted = alike.setdefault(reason.rule, Rejected(reason.rule, ""))
                rejected[code] = counted
            else:
                rejected[code] = reason.with_traceback(None)
    for code, places in rows_of(codes, rejected):
        why, found = rejected[code], rows[places].tolist()
        text, value = cells.texts[code], shown_as(cells.texts[code])
        if why.about is None:
            findings.add_rows(why.rule, str(why), found, column=heading, value=value)
            continue
        findings.ask(
            why.rule,
            str(why),
            why.about,
            text,
            rows=found,
            column=heading,
            value=value,
            offered=why.offered,
            can_leave_out=why.can_leave_out,
        )
    is_none = np.array([*(value is None for value in distinct), True], np.bool_)
    kept = np.where(is_none[codes], -1, codes).astype(np.int32)
    return Values(kept, tuple(distinct), codes >= 0)


def combined(columns: Sequence[Codes]) -> tuple[Codes, list[tuple[int, ...]]]:
    """Per row the number of its combination of codes, and these combinations."""
    distinct, numbers = np.unique(np.column_stack(columns), axis=0, return_inverse=True)
    combinations = [tuple(row) for row in distinct.tolist()]
    return numbers.reshape(-1).astype(np.int32), combinations


def rows_of(
    codes: Codes, wanted: Sequence[int] | dict[int, Rejected]
) -> Iterator[tuple[int, Rows]]:
    """For each wanted code the positions where it stands; one sort for all of them."""
    if not wanted:
        return
    order = np.argsort(codes, kind="stable")
    in_order = codes[order]
    for code in wanted:
        first, last = np.searchsorted(in_order, [code, code + 1])
        yield code, order[first:last]
