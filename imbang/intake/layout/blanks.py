"""Regions left blank below the first row of their group, filled from the row above.

Only where it is clear: in a long table a row with a kind (or a period, where there are
no kinds) and a figure but no region at all goes on with that of the row above, as long
as none comes twice; and of several columns of names or codes, those left of a filled one do.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from imbang.intake.files.cells import Cells, Mask, Rows, Sheet
from imbang.intake.headings.headings import Headings
from imbang.intake.headings.region_columns import is_above, region_column
from imbang.intake.layout.layout import Layout
from imbang.intake.report.log import Findings
from imbang.reference.datasets import MEASURES, Dataset
from imbang.texts import _

_REGIONS = ("region_code", "region_name")


def fill_down(
    sheet: Sheet, dataset: Dataset, layout: Layout, findings: Findings
) -> Sheet:
    """The sheet with blank regions filled from above; a note names their rows."""
    headings, rows = layout.headings, layout.rows
    columns: list[Cells] = list(sheet.columns)
    filled = np.zeros(len(rows), np.bool_)
    for key in _REGIONS:
        positions = headings.columns.get(key, ())
        for number, at in enumerate(positions[:-1]):
            right = [
                columns[other].codes[rows] >= 0
                for other in positions[number + 1 :]
                if _may_hold(headings.texts[at], headings.texts[other])
            ]
            if not right:
                continue
            wanted = (columns[at].codes[rows] < 0) & np.logical_or.reduce(right)
            columns[at], done = _filled(columns[at], rows, wanted)
            filled |= done
    going_on = _rows_going_on(sheet, dataset, headings, rows)
    for at in _positions(headings):
        columns[at], done = _filled(columns[at], rows, going_on)
        filled |= done
    findings.add_rows(
        "filled_down",
        _("The region is blank; that of the row above is taken."),
        rows[filled].tolist(),
        column=headings.texts[_positions(headings)[0]] if filled.any() else None,
        severity="info",
    )
    return Sheet(sheet.name, tuple(columns), sheet.height, sheet.merged, sheet.faults)


def _may_hold(text: str, other: str) -> bool:
    """Whether the regions under one heading may hold those under the other.

    Not the village as BPS calls it that of Kemendagri beside it.
    """
    one, two = region_column(text), region_column(other)
    if not one or not two or not one.level or not two.level:
        return True
    return one.system == two.system and is_above(one.level, two.level)


def _positions(headings: Headings) -> Sequence[int]:
    return [at for key in _REGIONS for at in headings.columns.get(key, ())]


def _filled(cells: Cells, rows: Rows, wanted: Mask) -> tuple[Cells, Mask]:
    """The cells with the wanted rows filled from above, and which rows that were."""
    codes = cells.codes[rows]
    # Only from the row right above: a total or a title between ends the group.
    follows = np.append(False, np.diff(rows) == 1)
    wanted = wanted & follows & (codes < 0)
    source = np.where(wanted, 0, np.arange(len(rows)))
    source = np.maximum.accumulate(source)
    wanted &= codes[source] >= 0
    if not wanted.any():
        return cells, wanted
    all_codes = cells.codes.copy()
    all_codes[rows] = np.where(wanted, codes[source], codes)
    return cells.replaced(all_codes), wanted


def _rows_going_on(
    sheet: Sheet, dataset: Dataset, headings: Headings, rows: Rows
) -> Mask:
    """Rows without any region that go on with the group of the row above."""
    none = np.zeros(len(rows), np.bool_)
    has_kinds = any(dataset.of_type("pillar_kind", "ppks_kind"))
    told_apart = ("pillar_kind", "ppks_kind") if has_kinds else ("period",)
    kinds = [
        at
        for column in dataset.of_type(*told_apart)
        for at in headings.columns.get(column.key, ())
    ]
    regions = _positions(headings)
    if not kinds or not regions:
        return none
    given = np.logical_or.reduce([sheet.columns[at].codes[rows] >= 0 for at in regions])
    types = {column.key: column.type for column in dataset.columns}
    measured = [
        sheet.columns[at].codes[rows] >= 0
        for at, key in headings.read().items()
        if types[key] in MEASURES
    ]
    if not measured:
        return none
    has_kind = sheet.columns[kinds[0]].codes[rows] >= 0
    blank = ~given & has_kind & np.logical_or.reduce(measured)
    doubled = _has_doubles(sheet, dataset, headings, rows, given)
    return np.asarray(blank & ~doubled, np.bool_)


def _has_doubles(
    sheet: Sheet, dataset: Dataset, headings: Headings, rows: Rows, given: Mask
) -> Mask:
    """Rows of groups in which a kind comes twice: more than one region's rows."""
    keys = [
        at
        for column in dataset.of_type("pillar_kind", "ppks_kind", "period")
        for at in headings.columns.get(column.key, ())
    ]
    group = np.cumsum(given)
    table = np.column_stack([group, *(sheet.columns[at].codes[rows] for at in keys)])
    _distinct, first, counts = np.unique(
        table, axis=0, return_index=True, return_counts=True
    )
    doubled = np.unique(group[first[counts > 1]])
    return np.asarray(np.isin(group, doubled), np.bool_)
