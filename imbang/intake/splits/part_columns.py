"""Columns of men and women without one of both: added up before the cells are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from imbang.formats import grouped
from imbang.intake.files.cells import Cells, Mask, Rows, Sheet
from imbang.intake.headings.columns import BETWEEN
from imbang.intake.headings.headings import Headings
from imbang.intake.layout import faults
from imbang.intake.layout.figure_columns import Numbers
from imbang.intake.layout.layout import Layout
from imbang.intake.report.log import Findings
from imbang.intake.report.results import Options
from imbang.intake.splits.answers import ZERO
from imbang.intake.splits.blank_parts import are_many, ask_for_blanks, said_of_blanks
from imbang.intake.splits.sex_of_kinds import sex_of_kind
from imbang.intake.values.columns import Values, parse_cells
from imbang.intake.values.parsers import parser_for
from imbang.intake.values.sexes import part_of
from imbang.reference.datasets import Dataset
from imbang.texts import _, plural

_UNKNOWN = "..."  # what a cell says whose figure nobody knows


@dataclass(frozen=True, eq=False)
class _Part:
    """One column of men or of women, its cells read."""

    heading: str
    numbers: Numbers
    known: Mask
    is_filled: Mask

    @property
    def sex(self) -> str | None:
        part = part_of(self.heading.split(BETWEEN)[-1])
        return part[0] if part else None


def add_part_columns(
    sheet: Sheet,
    dataset: Dataset,
    layout: Layout,
    findings: Findings,
    *,
    options: Options,
    today: date,
) -> tuple[Sheet, Layout]:
    """The sheet with the sums of men and women in place of the first of both.

    Where one of them gives no figure, nor does the sum, which is told: but for kinds
    that are of one sex by their name.
    """
    headings, rows = layout.headings, layout.rows
    if not headings.parts:
        return sheet, layout
    columns = list(sheet.columns)
    read = headings.read()
    found: dict[int, tuple[list[_Part], Mask]] = {}
    for at, others in headings.parts.items():
        _note_faults(sheet, headings, others, rows, findings)
        parse = parser_for(dataset.column(read[at]), options, today)
        parts = [
            _as_part(
                headings.texts[one],
                parse_cells(
                    sheet.columns[one],
                    rows,
                    parse,
                    heading=headings.texts[one],
                    findings=findings,
                ),
            )
            for one in (at, *others)
        ]
        found[at] = parts, _is_whole(sheet, dataset, headings, rows, at, parts)
    found, is_asked = _with_blanks(found, layout, options, findings)
    example = ""
    for at, (parts, is_whole) in found.items():
        if not is_asked:
            _tell_lacking(parts, is_whole, rows, findings)
        columns[at] = _summed(sheet.columns[at], rows, parts, is_whole)
        example = example or _example(parts, rows, findings)
    _tell(headings, layout, example, findings)
    added = Sheet(sheet.name, tuple(columns), sheet.height, sheet.merged, sheet.faults)
    return added, replace(layout, headings=replace(headings, parts={}))


def _note_faults(
    sheet: Sheet, headings: Headings, others: Sequence[int], rows: Rows, found: Findings
) -> None:
    """Those of the columns that are not read any more once they are added."""
    only = Headings(headings.texts, {"": tuple(others)}, {}, (), {})
    faults.note_faults(sheet, only, rows, found)


def _as_part(heading: str, values: Values) -> _Part:
    known = values.codes >= 0
    return _Part(heading, values.numbers(0), known, values.given)


def _is_whole(
    sheet: Sheet,
    dataset: Dataset,
    headings: Headings,
    rows: Rows,
    at: int,
    parts: Sequence[_Part],
) -> Mask:
    """Rows of a kind that is of one sex by its name, and has that one's figure."""
    whole = np.zeros(len(rows), np.bool_)
    said = {value.at: value.says for value in headings.values}.get(at, {})
    for column in dataset.of_type("pillar_kind", "ppks_kind"):
        for part in parts:
            if label := said.get(column.key):
                is_of = np.full(len(rows), sex_of_kind(label, column) == part.sex)
            else:
                is_of = np.zeros(len(rows), np.bool_)
                for where in headings.columns.get(column.key, ()):
                    flags = [
                        sex_of_kind(text, column) == part.sex
                        for text in sheet.columns[where].texts
                    ]
                    is_of |= np.array([*flags, False])[sheet.columns[where].codes[rows]]
            whole |= is_of & part.known
    return whole


def _blank(parts: Sequence[_Part], is_whole: Mask) -> list[Mask]:
    """Per part the rows in which it is blank, and another one is not."""
    some = np.logical_or.reduce([part.known for part in parts])
    return [some & ~is_whole & ~part.is_filled for part in parts]


def _with_blanks(
    found: dict[int, tuple[list[_Part], Mask]],
    layout: Layout,
    options: Options,
    findings: Findings,
) -> tuple[dict[int, tuple[list[_Part], Mask]], bool]:
    """The parts with blank cells as the officer said; and whether that is asked now."""
    blanks = {at: _blank(*one) for at, one in found.items()}
    headings = [
        part.heading
        for at, (parts, _whole) in found.items()
        for part, blank in zip(parts, blanks[at], strict=True)
        if blank.any()
    ]
    said = said_of_blanks(headings, options)
    if said == ZERO:
        filled = {
            at: [
                replace(
                    part, known=part.known | blank, is_filled=part.is_filled | blank
                )
                for part, blank in zip(parts, blanks[at], strict=True)
            ]
            for at, (parts, _whole) in found.items()
        }
        return {at: (filled[at], whole) for at, (_parts, whole) in found.items()}, False
    count = sum(int(blank.sum()) for masks in blanks.values() for blank in masks)
    if said or not are_many(count, len(layout.rows) * len(found)):
        return found, False
    ask_for_blanks(headings, count, layout.heading_rows[-1], findings)
    return found, True


def _tell_lacking(
    parts: Sequence[_Part], is_whole: Mask, rows: Rows, findings: Findings
) -> None:
    """Parts without a figure beside one that has it."""
    for part, blank in zip(parts, _blank(parts, is_whole), strict=True):
        findings.add_rows(
            "part_missing",
            _(
                "There is no figure here, so that men and women together are not known; "
                "none is taken from this row. Write 0 where there is nobody."
            ),
            rows[blank].tolist(),
            column=part.heading,
            severity="warning",
        )


def _summed(
    cells: Cells,
    rows: Rows,
    parts: Sequence[_Part],
    is_whole: Mask,
) -> Cells:
    """The sums as cells of one column."""
    known = np.logical_and.reduce([part.known for part in parts]) | is_whole
    sums = np.sum([np.where(part.known, part.numbers, 0) for part in parts], axis=0)
    distinct, places = np.unique(sums[known], return_inverse=True)
    codes = np.full(len(cells.codes), -1, np.int32)
    filled = np.logical_or.reduce([part.is_filled for part in parts])
    codes[rows[filled & ~known]] = len(distinct)
    codes[rows[known]] = places.reshape(-1)
    texts = (*map(str, distinct.tolist()), _UNKNOWN)
    return Cells(codes, texts, (True,) * len(distinct) + (False,))


def _example(parts: Sequence[_Part], rows: Rows, findings: Findings) -> str:
    """'5 + 6 = 11 (row 4)', of the first row with all figures."""
    full = np.flatnonzero(np.logical_and.reduce([part.known for part in parts]))
    if not len(full):
        return ""
    at = int(full[0])
    numbers = [int(part.numbers[at]) for part in parts]
    return _(
        "{parts} = {sum} in row {row}",
        parts=" + ".join(map(grouped, numbers)),
        sum=grouped(sum(numbers)),
        row=findings.number(int(rows[at])),
    )


def _tell(headings: Headings, layout: Layout, example: str, findings: Findings) -> None:
    first, others = next(iter(headings.parts.items()))
    names = [f"“{headings.texts[at]}”" for at in (first, *others)]
    findings.add(
        "added_parts",
        plural(
            "Men and women are added up: {columns}, {example}.",
            "Men and women are added up in {n} pairs of columns: {columns} and so on, "
            "{example}.",
            len(headings.parts),
            n=grouped(len(headings.parts)),
            columns=" + ".join(names),
            example=example or "–",
        ),
        row=layout.heading_rows[-1],
        column=headings.texts[first],
        severity="info",
    )
