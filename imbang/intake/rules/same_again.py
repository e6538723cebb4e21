"""What a workbook says twice: a table turned round, or its totals on a sheet of their own.

Portals give each series in both ways. Read is one; the other is compared with it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
import pyarrow.compute as pc

from imbang.formats import grouped
from imbang.intake.files.cells import Cells, Sheet
from imbang.intake.report.log import Findings
from imbang.intake.rules.doubles import can_be_left_out
from imbang.intake.typed.typed_sheet import TypedSheet, with_period
from imbang.intake.values.dates import find_period
from imbang.intake.values.parsing import Rejected, parse_count
from imbang.periods import Period
from imbang.reference.datasets import Column
from imbang.reference.spelling import plain
from imbang.texts import _

_FEW_ROWS = 20  # of totals
Totals = Mapping[Period, int]


def read_once(typed: Sequence[TypedSheet], findings: Findings) -> list[TypedSheet]:
    """The tables without those whose rows another sheet's table all has; which is told."""
    keys = Counter(sheet.dataset.key for sheet in typed)
    several = [
        (sheet, _rows(sheet))
        for sheet in typed
        if keys[sheet.dataset.key] > 1 and can_be_left_out(sheet.dataset)
    ]
    several.sort(key=lambda pair: -len(pair[1]))
    kept: list[tuple[TypedSheet, set[object]]] = []
    again: list[TypedSheet] = []
    for sheet, rows in several:
        same = next((k for k, more in kept if _is_of(k, sheet) and rows <= more), None)
        if same is None or not rows:
            kept.append((sheet, rows))
            continue
        again.append(sheet)
        findings.sheet = sheet.sheet
        findings.add("same_again", _same(same), severity="info")
        findings.sheet = None
    return [sheet for sheet in typed if sheet not in again]


def _is_of(kept: TypedSheet, sheet: TypedSheet) -> bool:
    return kept.dataset is sheet.dataset and kept.sheet != sheet.sheet


def _rows(sheet: TypedSheet) -> set[object]:
    """The rows of a table, each with all that it says and not where it stands."""
    table = with_period(sheet)
    names = sorted(set(table.column_names) - {"row", "sheet", "heading"})
    columns = [table[name].to_pylist() for name in names]
    return set(zip(*columns, strict=True))


def tells_totals(sheet: Sheet, typed: Sequence[TypedSheet], own: Findings) -> bool:
    """Whether a sheet only holds totals of a table, which is told in place of its faults.

    Totals that differ are a warning, with both figures.
    """
    for table in typed:
        for column in table.dataset.columns:
            if column.type != "count" or column.key not in table.table.column_names:
                continue
            said = _said(sheet, column)
            sums = _sums(table, column) if said else {}
            is_of = said.keys() <= sums.keys()
            is_same = is_of and any(sums[period] == said[period] for period in said)
            if is_same or (is_of and said and _is_named(sheet, table, column)):
                _tell(said, sums, table, own)
                return True
    return False


def _is_named(sheet: Sheet, table: TypedSheet, column: Column) -> bool:
    """Whether the totals go by the heading of the table's figures, or by a title."""
    names = {plain(table.headings.get(column.key, "")), *map(plain, table.titles)} - {
        ""
    }
    return any(plain(text) in names for cells in sheet.columns for text in cells.texts)


def _tell(said: Totals, sums: Totals, table: TypedSheet, own: Findings) -> None:
    other = {period: total for period, total in said.items() if total != sums[period]}
    own.problems = []
    if not other:
        own.add("same_again", _same(table), severity="info")
        return
    differing = "; ".join(
        _(
            "{period}: {here} here, {there} there",
            period=str(period),
            here=grouped(total),
            there=grouped(sums[period]),
        )
        for period, total in other.items()
    )
    own.add(
        "totals_differ",
        _(
            "The sheet holds totals of “{sheet}”, which is what is read; some differ from "
            "the sum of its rows: {differing}.",
            sheet=table.sheet or "–",
            differing=differing,
        ),
        severity="warning",
    )


def _same(table: TypedSheet) -> str:
    return _(
        "The sheet says once more what “{sheet}” says, with the same figures; it is "
        "read only once.",
        sheet=table.sheet or "–",
    )


def _sums(table: TypedSheet, column: Column) -> Totals:
    """The sum of a column by period, where each row says a figure."""
    rows, periods = with_period(table), ["period_from", "period_to"]
    if not {"region_code", *periods} <= set(rows.column_names):
        return {}
    blank = pc.CountOptions(mode="only_null")
    wanted = [(column.key, "sum"), (column.key, "count", blank)]
    return {
        Period(said["period_from"], said["period_to"]): said[f"{column.key}_sum"]
        for said in rows.group_by(periods).aggregate(wanted).to_pylist()
        if said[f"{column.key}_count"] == 0 and said["period_from"] is not None
    }


def _said(sheet: Sheet, column: Column) -> Totals:
    """The totals of a sheet with nothing but a row of periods and one of figures below.

    Several rows of figures are no totals.
    """
    filled = np.flatnonzero(sheet.filled().any(axis=1)).tolist()
    if not 2 <= len(filled) <= _FEW_ROWS:
        return {}
    for row, below in pairwise(filled):
        periods = {
            at: period
            for at, text in enumerate(sheet.row(row))
            if text and (period := find_period(text))
        }
        if len(periods) < 2 or len(set(periods.values())) < len(periods):
            continue
        found = {
            p: _count(sheet.columns[at], below, column) for at, p in periods.items()
        }
        whole = {period: total for period, total in found.items() if total is not None}
        is_last = below == filled[-1]
        return whole if is_last and len(whole) > 1 else {}
    return {}


def _count(cells: Cells, row: int, column: Column) -> int | None:
    code = int(cells.codes[row])
    if code < 0:
        return None
    try:
        value = parse_count(cells.texts[code], cells.is_number[code], column)
    except Rejected:
        return None
    return None if value is None else int(value)
