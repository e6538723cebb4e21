"""A table whose figures are no counts: standardised, negative, or with fractions all over.

Told in one sentence, not once for each cell: whoever sent it did not mistype it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from imbang.formats import grouped
from imbang.intake.files.cells import Cells, Sheet
from imbang.intake.layout.layout import Layout
from imbang.intake.layout.thousands import may_be_thousands
from imbang.intake.report.log import Findings
from imbang.intake.report.problems import shown
from imbang.intake.values.parsing import MISSING, NIL, Rejected, parse_count
from imbang.reference.datasets import Column, Dataset
from imbang.texts import _

_FEWEST = 10  # such figures; fewer are told one by one
_ENGLISH = re.compile(r"[0-9]{1,3},[0-9]{3}")  # may be a thousand, which is told
_WHOLE = re.compile(r"[0-9]{1,3}(?:[. ][0-9]{3})+")
_NUMBER = re.compile(r"[-–−]?[0-9][0-9., ]*(?:e[-+]?[0-9]+)?", re.IGNORECASE)


def are_no_counts(
    sheet: Sheet, dataset: Dataset, layout: Layout, findings: Findings
) -> bool:
    """Whether more than half of the figures are no whole numbers from 0, which is told.

    Columns that are thousands, or may be, are asked about elsewhere.
    """
    figures = wrong = 0
    columns: list[str] = []
    example = ""
    for at, column in _columns(dataset, layout):
        cells = sheet.columns[at]
        codes = cells.codes[layout.rows]
        counts = np.bincount(codes[codes >= 0], minlength=len(cells.texts))
        filled, bad, first = 0, 0, ""
        for code in np.flatnonzero(counts).tolist():
            is_count = _is_count(cells, code, column)
            if is_count is None:
                continue
            filled += int(counts[code])
            if not is_count:
                bad += int(counts[code])
                first = first or cells.texts[code]
        if 2 * bad > filled and may_be_thousands(sheet, layout, at):
            continue
        figures, wrong = figures + filled, wrong + bad
        if 2 * bad > filled:
            columns.append(layout.headings.texts[at])
            example = example or first
    if not columns or wrong < _FEWEST or 2 * wrong <= figures:
        return False
    findings.add(
        "no_counts",
        _(
            "{wrong} of {n} figures under {columns} are no whole numbers of 0 or more, "
            "such as “{example}”, and Imbang counts whole people only; the table is "
            "not imported (if these are thousands, write them in full).",
            wrong=grouped(wrong),
            n=grouped(figures),
            columns=_named(columns),
            example=shown(example),
        ),
        row=layout.heading_rows[-1],
    )
    return True


def _columns(dataset: Dataset, layout: Layout) -> Iterator[tuple[int, Column]]:
    counts = {column.key: column for column in dataset.of_type("count")}
    for at, key in sorted(layout.headings.read().items()):
        if key in counts:
            yield at, counts[key]


def _is_count(cells: Cells, code: int, column: Column) -> bool | None:
    """Whether a cell is a count; None where it is no number, or says none."""
    text = cells.texts[code]
    if text.casefold() in MISSING | NIL or not _NUMBER.fullmatch(text.strip()):
        return None
    if _ENGLISH.fullmatch(text.strip()):
        return None
    try:
        parse_count(text, cells.is_number[code], column)
    except Rejected:
        # One that is whole and too large is told as that.
        is_whole = _WHOLE.fullmatch(text) and not cells.is_number[code]
        return bool(is_whole) or text.isdecimal()
    return True


def _named(columns: list[str]) -> str:
    first, last = f"“{shown(columns[0])}”", f"“{shown(columns[-1])}”"
    if len(columns) == 1:
        return first
    return _("{first} to {last}", first=first, last=last)
