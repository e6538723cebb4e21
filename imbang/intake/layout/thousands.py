"""Thousands that were stored as decimals: 167.228 and 50.36 for 167,228 and 50,360.

A count is whole, so that a column of such figures can only be read so; whether it may,
is asked once for a table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from imbang.formats import grouped
from imbang.intake.files.cells import Cells, Mask, Sheet
from imbang.intake.layout.layout import Layout
from imbang.intake.report.log import Findings
from imbang.intake.report.results import Answer, Options
from imbang.intake.values.parsing import MISSING, NIL
from imbang.reference.datasets import Dataset
from imbang.reference.spelling import spelled
from imbang.texts import _, plural

THOUSANDS = "thousands"  # the answer
_DECIMALS = re.compile(r"[0-9]{1,3}[.,][0-9]{1,3}")
_GROUPS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+")
_WHOLE = re.compile(r"[0-9]{1,3}")
_FEW_WHOLE = 0.05  # of the cells: one figure in a thousand ends in three zeros
_MOST_WITH_THREE = 0.5  # of the cells have three decimals, nine tenths of true ones
_FEWEST = 3  # cells; of two nobody can say


@dataclass(frozen=True, eq=False)
class _Column:
    """One column of figures that reads as thousands; ``read`` is by code, -1 for none."""

    at: int
    heading: str
    cells: Cells
    read: npt.NDArray[np.int64]
    is_whole: npt.NDArray[np.bool_]  # by code, that of a blank cell last
    example: int  # a code


def read_thousands(
    sheet: Sheet, dataset: Dataset, layout: Layout, findings: Findings, options: Options
) -> Sheet:
    """The sheet with its thousands in full; asked where the officer did not say so yet."""
    in_table = np.zeros(sheet.height, np.bool_)
    in_table[layout.rows] = True
    in_table[list(layout.parts.get("total", ()))] = True
    found = _columns(sheet, dataset, layout, in_table)
    if not found:
        return sheet
    said = {spelled(text) for text, key in options.labels.items() if key == THOUSANDS}
    if any(spelled(column.heading) in said for column in found):
        _tell(found, layout, findings)
    else:
        _ask(found, layout, in_table, findings)
    columns = list(sheet.columns)
    for column in found:
        columns[column.at] = _in_full(column, in_table)
    return Sheet(sheet.name, tuple(columns), sheet.height, sheet.merged, sheet.faults)


def _columns(
    sheet: Sheet, dataset: Dataset, layout: Layout, in_table: Mask
) -> list[_Column]:
    headings = layout.headings
    counts = {column.key for column in dataset.of_type("count")}
    wanted = headings.read() | {s.at: s.measure for s in headings.sums}
    wanted |= {at: s.measure for s in headings.sums for of in s.of for at in of}
    found = []
    for at, key in sorted(wanted.items()):
        if key in counts:
            column = _as_thousands(at, headings.texts[at], sheet.columns[at], in_table)
            found += [column] if column else []
    return found


def _as_thousands(
    at: int, heading: str, cells: Cells, in_table: Mask
) -> _Column | None:
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
    return _Column(at, heading, cells, read, is_whole, example)


def _in_full(column: _Column, in_table: Mask) -> Cells:
    """The cells with whole numbers in the rows of the table."""
    cells, read = column.cells, column.read
    own = np.flatnonzero(read >= 0)
    places = np.append(np.arange(len(cells.texts), dtype=np.int32), np.int32(-1))
    places[own] = len(cells.texts) + np.arange(len(own), dtype=np.int32)
    codes = np.where(in_table, places[cells.codes], cells.codes).astype(np.int32)
    texts = (*cells.texts, *map(str, read[own].tolist()))
    return Cells(codes, texts, (*cells.is_number, *(True for _code in own)))


def _shown(column: _Column) -> tuple[str, str]:
    """A figure as it stands and as it would be read."""
    text = column.cells.texts[column.example]
    if column.cells.is_number[column.example]:
        text = text.replace(".", ",")
    return text, grouped(int(column.read[column.example]))


def _ask(
    found: list[_Column], layout: Layout, in_table: Mask, findings: Findings
) -> None:
    first = found[0]
    before, after = _shown(first)
    cells = sum(int((c.read[c.cells.codes[in_table]] >= 0).sum()) for c in found)
    findings.ask(
        "thousands",
        _(
            "The figures are fractions such as “{before}”, and nobody is counted in "
            "fractions. Read as thousands, this one is {after}. Say whether they are "
            "thousands, or write them in full.",
            before=before,
            after=after,
        ),
        "choice",
        first.heading,
        rows=[layout.heading_rows[-1]],
        column=first.heading,
        offered=[
            Answer(
                THOUSANDS,
                _("thousands"),
                plural(
                    "“{before}” is read as {after}, {n} cell so",
                    "“{before}” is read as {after}, {n} cells so",
                    cells,
                    before=before,
                    after=after,
                    n=grouped(cells),
                ),
            )
        ],
        asked=_(
            "Are the figures under “{column}” thousands ({before} for {after})?",
            column=first.heading,
            before=before,
            after=after,
        ),
    )


def _tell(found: list[_Column], layout: Layout, findings: Findings) -> None:
    for column in found:
        before, after = _shown(column)
        findings.add(
            "thousands",
            _(
                "The figures are read as thousands, as you said: “{before}” as {after}.",
                before=before,
                after=after,
            ),
            row=layout.heading_rows[-1],
            column=column.heading,
            severity="info",
        )
        is_whole = column.is_whole[column.cells.codes[layout.rows]]
        for code in np.unique(column.cells.codes[layout.rows][is_whole]).tolist():
            here = layout.rows[column.cells.codes[layout.rows] == code]
            text = column.cells.texts[code]
            findings.add_rows(
                "thousands",
                _(
                    "“{before}” stands among thousands and is read as {after}.",
                    before=text,
                    after=grouped(int(column.read[code])),
                ),
                here.tolist(),
                column=column.heading,
                value=text,
                severity="warning",
            )
