"""Thousands: stored as decimals, 50.36 for 50,360, or said above them, 'Ribu Jiwa'.

A count is whole, so that a column of decimals can only be read so; whether it may, is
asked once for a table. Where thousands are said, figures are never read as they stand.
"""

from __future__ import annotations

import re

import numpy as np

from imbang.formats import grouped
from imbang.intake.files.cells import Mask, Sheet
from imbang.intake.layout.layout import Layout
from imbang.intake.layout.thousand_columns import (
    Thousands,
    in_full,
    said_in_thousands,
    stored_as_decimals,
)
from imbang.intake.report.log import Findings
from imbang.intake.report.results import Answer, Options
from imbang.reference.datasets import Dataset
from imbang.reference.spelling import plain, spelled
from imbang.texts import _, plural

THOUSANDS = "thousands"  # the answer
_SAID = re.compile(r"\b(?:ribu|ribuan|thousands?)\b")
_UNITS = frozenset({"satuan", "unit"})  # plain headings of columns that say it
_LONGEST = 300  # characters of a text that may say it


def read_thousands(
    sheet: Sheet, dataset: Dataset, layout: Layout, findings: Findings, options: Options
) -> Sheet:
    """The sheet with its thousands in full; asked where the officer did not say so yet."""
    in_table = np.zeros(sheet.height, np.bool_)
    in_table[layout.rows] = True
    in_table[list(layout.parts.get("total", ()))] = True
    found = _columns(sheet, dataset, layout, in_table, findings)
    if not found:
        return sheet
    said = {spelled(text) for text, key in options.labels.items() if key == THOUSANDS}
    if any(spelled(column.heading) in said for column in found):
        _tell(found, layout, findings)
    else:
        _ask(found, layout, in_table, findings)
    columns = list(sheet.columns)
    for column in found:
        columns[column.at] = in_full(column, in_table)
    return Sheet(sheet.name, tuple(columns), sheet.height, sheet.merged, sheet.faults)


def may_be_thousands(sheet: Sheet, layout: Layout, at: int) -> bool:
    """Whether a column of figures is told as thousands, or reads as such."""
    text, cells = layout.headings.texts[at], sheet.columns[at]
    if _says_so(text) or _are_said(sheet, layout):
        return True
    in_table = np.zeros(sheet.height, np.bool_)
    in_table[layout.rows] = True
    return stored_as_decimals(at, text, cells, in_table) is not None


def _columns(
    sheet: Sheet, dataset: Dataset, layout: Layout, in_table: Mask, findings: Findings
) -> list[Thousands]:
    headings = layout.headings
    are_said = _are_said(sheet, layout)
    counts = {column.key for column in dataset.of_type("count")}
    wanted = headings.read() | {s.at: s.measure for s in headings.sums}
    wanted |= {at: s.measure for s in headings.sums for of in s.of for at in of}
    found = []
    for at, key in sorted(wanted.items()):
        if key not in counts:
            continue
        text, cells = headings.texts[at], sheet.columns[at]
        if are_said or _says_so(text):
            column = said_in_thousands(at, text, cells, in_table)
            if column is None:
                _refuse(text, layout, findings)
        else:
            column = stored_as_decimals(at, text, cells, in_table)
        found += [column] if column else []
    return found


def _are_said(sheet: Sheet, layout: Layout) -> bool:
    """Whether a title says thousands, or the unit in every row does."""
    if any(_says_so(title) for title in layout.titles):
        return True
    for at in layout.headings.unknown:
        if plain(layout.headings.texts[at]) in _UNITS:
            cells = sheet.columns[at]
            says = cells.flags(_says_so)
            return bool(says[layout.rows].all())
    return False


def _says_so(text: str) -> bool:
    return bool(_SAID.search(text[:_LONGEST].casefold()))


def _refuse(heading: str, layout: Layout, findings: Findings) -> None:
    findings.add(
        "thousands",
        _(
            "The table gives its figures in thousands, and some of them may be read in "
            "several ways. Write them in full, and delete the words for thousands."
        ),
        row=layout.heading_rows[-1],
        column=heading,
    )


def _shown(column: Thousands) -> tuple[str, str]:
    """A figure as it stands and as it would be read."""
    text = column.cells.texts[column.example]
    if column.cells.is_number[column.example]:
        text = text.replace(".", ",")
    return text, grouped(int(column.read[column.example]))


def _ask(
    found: list[Thousands], layout: Layout, in_table: Mask, findings: Findings
) -> None:
    first = found[0]
    before, after = _shown(first)
    cells = sum(int((c.read[c.cells.codes[in_table]] >= 0).sum()) for c in found)
    findings.ask(
        "thousands",
        _(
            "The figures are written in thousands, such as “{before}”: nobody is counted "
            "in fractions. Read so, this one is {after}. Say whether they are thousands, "
            "or write them in full.",
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


def _tell(found: list[Thousands], layout: Layout, findings: Findings) -> None:
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
