"""A laid-out sheet as a typed table: every column parsed, every cell's fault told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from imbang.intake.files.cells import Cells, Mask, Rows, joined
from imbang.intake.headings.columns import BETWEEN
from imbang.intake.headings.headings import Headings
from imbang.intake.layout import faults
from imbang.intake.places.rows import read_regions
from imbang.intake.registers.counting import summed
from imbang.intake.report.problems import masked_identity
from imbang.intake.splits.adding import add_up
from imbang.intake.splits.answers import NEITHER, is_said
from imbang.intake.typed.begun import not_begun
from imbang.intake.typed.draft_columns import arrow_columns
from imbang.intake.typed.left_out import left_out_rows
from imbang.intake.typed.reading import Identify, Reading
from imbang.intake.values.columns import Values, parse_cells, same_values
from imbang.intake.values.parsers import parser_for
from imbang.intake.values.year_parts import period_cells
from imbang.periods import Period
from imbang.reference.datasets import MEASURES, Column, Dataset
from imbang.texts import _

_NOT_KEPT = frozenset({"ignored", "region_name"})


@dataclass(frozen=True, eq=False)
class TypedSheet:
    """A sheet's table in a draft's columns, and two more that only checks need.

    ``label`` is the kind as it was written, ``heading`` that of a wide table's figures,
    else null. What was rejected is null. ``headings`` are the sheet's own, by column key.
    """

    dataset: Dataset
    sheet: str | None
    titles: tuple[str, ...]
    headings: Mapping[str, str]
    period: Period | None
    table: pa.Table
    has_identities: bool


def with_period(sheet: TypedSheet) -> pa.Table:
    """The table with the columns of its period, which a register has for all rows."""
    if "period_from" in sheet.table.column_names or sheet.period is None:
        return sheet.table
    count = sheet.table.num_rows
    first = pa.repeat(pa.scalar(sheet.period.first, pa.int32()), count)
    last = pa.repeat(pa.scalar(sheet.period.last, pa.int32()), count)
    return sheet.table.append_column("period_from", first).append_column(
        "period_to", last
    )


def type_sheet(reading: Reading) -> TypedSheet:
    """Parse all columns of a sheet; everything wrong is added to its findings."""
    sheet, dataset, headings = reading.sheet, reading.dataset, reading.layout.headings
    rows, findings = reading.layout.rows, reading.findings
    rows = rows[~left_out_rows(reading, rows)]
    rows = rows[~_not_begun(reading, rows)]
    faults.note_faults(sheet, headings, rows, findings)
    found = {
        column.key: _read(reading, column, rows)
        for column in dataset.columns
        if column.type not in _NOT_KEPT
    }
    _require_any(reading, found, rows)
    columns: dict[str, pa.Array] = {}
    for column in dataset.columns:
        if column.type not in _NOT_KEPT:
            columns |= arrow_columns(reading, column, found, rows)
    columns |= _place_columns(reading, rows)
    names = {key: reading.heading(key) for key in _headed(headings)}
    table = pa.table(columns)
    if reading.counts_rows:
        table = summed(table, dataset, findings)
    if reading.splits:
        table = add_up(
            table,
            rows,
            reading.splits,
            dataset=dataset,
            headings=names,
            findings=findings,
            takes_neither=is_said(
                reading.options.labels, names.get("region_code"), NEITHER
            ),
        )
    return TypedSheet(
        dataset=dataset,
        sheet=sheet.name,
        titles=reading.layout.titles,
        headings=names,
        period=reading.period,
        table=table,
        has_identities="nik" in found and bool((found["nik"].codes >= 0).any()),
    )


def _headed(headings: Headings) -> list[str]:
    """The columns that have a heading: of the region its name's, if need be."""
    is_said = "region_name" in headings.columns or headings.one_region
    names = {"region_code"} if is_said else set()
    return [*headings.columns, *sorted(names - set(headings.columns))]


def _place_columns(reading: Reading, rows: Rows) -> dict[str, pa.Array]:
    """Where each row stands: the sheet's number of the row, the sheet, the heading."""
    origin, count = reading.origin, len(rows)
    name = pa.scalar(reading.sheet.name, pa.string())
    heading = pa.nulls(count, pa.string())
    if origin is not None:
        heading = pa.array(origin.headings).take(pa.array(origin.groups[rows]))
        rows = origin.rows[rows]
    return {
        "row": pa.array(rows + 1, pa.int32()),
        "sheet": pa.repeat(name, count),
        "heading": heading,
    }


def _read(reading: Reading, column: Column, rows: Rows) -> Values:
    """One column parsed, the region and the NIK among them."""
    headings = reading.layout.headings
    positions = headings.columns.get(column.key, ())
    if column.type == "region_code":
        values = read_regions(replace(reading.places, rows=rows))
    elif not positions:
        return same_values(reading.said.get(column.key), len(rows))
    else:
        values = parse_cells(
            _cells_of(reading, column, positions),
            rows,
            parser_for(column, reading.options, reading.today),
            heading=reading.heading(column.key),
            findings=reading.findings,
            shown_as=masked_identity if column.type == "identity" else str,
        )
    if column.required and column.type not in MEASURES:
        reading.findings.add_rows(
            "required",
            _("The cell is blank. Expected: {note}", note=column.note),
            rows[~values.given].tolist(),
            column=reading.heading(column.key),
        )
    return (
        _identified(values, reading.identify) if column.type == "identity" else values
    )


def _not_begun(reading: Reading, rows: Rows) -> Mask:
    """Rows that are left out for their period."""
    for column in reading.dataset.of_type("period"):
        if positions := reading.layout.headings.columns.get(column.key):
            return not_begun(
                _cells_of(reading, column, positions),
                rows,
                reading.heading(column.key),
                reading.findings,
                options=reading.options,
                today=reading.today,
            )
    return np.zeros(len(rows), np.bool_)


def _cells_of(reading: Reading, column: Column, positions: Sequence[int]) -> Cells:
    """What a row says of one column, where several stand for it together."""
    sheet, texts = reading.sheet, reading.layout.headings.texts
    if column.type != "period":
        return joined([sheet.columns[at] for at in positions])
    whole = reading.period if reading.period and reading.period.is_year else None
    named = [(texts[at].split(BETWEEN)[-1], sheet.columns[at]) for at in positions]
    return period_cells(named, str(whole) if whole else None)


def _require_any(reading: Reading, found: Mapping[str, Values], rows: Rows) -> None:
    """An error for each row that has none of the columns of which it needs one."""
    for group in reading.dataset.any_of:
        columns = [reading.dataset.column(key) for key in group]
        if any(column.type in MEASURES for column in columns):
            continue
        none = np.logical_and.reduce([found[key].codes < 0 for key in group])
        known = reading.layout.headings.columns
        names = ", ".join(column.heading for column in columns)
        reading.findings.add_rows(
            "required",
            _(
                "The row is blank in all of: {columns}. Expected one of them.",
                columns=names,
            ),
            rows[none][~reading.findings.faulty(rows[none])].tolist(),
            column=reading.heading(next(key for key in group if key in known)),
        )


def _identified(values: Values, identify: Identify) -> Values:
    """The same with identities in place of NIKs."""
    used = np.unique(values.codes[values.codes >= 0]).tolist()
    identities = identify([str(values.distinct[code]) for code in used]) if used else []
    distinct: list[object] = [None] * len(values.distinct)
    for code, identity in zip(used, identities, strict=True):
        distinct[code] = identity
    return values.replaced(distinct)
