"""A draft's columns from the parsed ones: kinds and labels, units, periods, identities."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from imbang.intake.files.cells import Rows
from imbang.intake.typed import kind_columns
from imbang.intake.values.columns import Values
from imbang.periods import Period
from imbang.reference.datasets import Column
from imbang.reference.kind_labels import Meaning
from imbang.reference.schemas import ARROW_TYPES
from imbang.texts import _

if TYPE_CHECKING:
    from imbang.intake.typed.reading import Reading


def arrow_columns(
    reading: Reading, column: Column, found: Mapping[str, Values], rows: Rows
) -> dict[str, pa.Array]:
    """The draft's columns that come from one column of the dataset."""
    values = found[column.key]
    if column.type == "identity":
        return {"person_key": values.to_arrow(pa.string())}
    if column.type in {"pillar_kind", "ppks_kind"}:
        return _kind_columns(reading, column, values, rows)
    if column.type == "period":
        return _period_columns(reading, column, values, rows)
    if column.key == "unit":
        return _unit_column(reading, found["kind"], values, rows)
    array = values.to_arrow(ARROW_TYPES[column.type])
    return {column.key: array.fill_null(column.if_blank) if column.if_blank else array}


def _unit_column(
    reading: Reading, kinds: Values, units: Values, rows: Rows
) -> dict[str, pa.Array]:
    headings = reading.layout.headings
    if "unit" in headings.columns:
        kind_columns.compare_units(
            kinds,
            units,
            rows,
            labels=reading.sheet.columns[headings.columns["kind"][0]].texts,
            heading=reading.heading("unit"),
            findings=reading.findings,
        )
    families = kind_columns.unit_of_rows(kinds, units)
    return {"unit": pa.array(np.where(families, "family", "person"))}


def _kind_columns(
    reading: Reading, column: Column, values: Values, rows: Rows
) -> dict[str, pa.Array]:
    keys = [m.kind.key if isinstance(m, Meaning) else None for m in values.distinct]
    at = reading.layout.headings.columns[column.key][0]
    cells = reading.sheet.columns[at]
    written = Values(cells.codes[rows], cells.texts, values.given)
    return {
        column.key: values.replaced(keys).to_arrow(pa.string()),
        "label": written.to_arrow(pa.string()),
    }


def _period_columns(
    reading: Reading, column: Column, values: Values, rows: Rows
) -> dict[str, pa.Array]:
    """First and last month of each row; what it does not say, the title or officer does."""
    known = [p if isinstance(p, Period) else None for p in values.distinct]
    firsts = values.replaced([p and p.first for p in known]).to_arrow(pa.int32())
    lasts = values.replaced([p and p.last for p in known]).to_arrow(pa.int32())
    if reading.period is not None:
        firsts = firsts.fill_null(reading.period.first)
        lasts = lasts.fill_null(reading.period.last)
    elif column.key in reading.layout.headings.columns:
        reading.findings.add_rows(
            "required",
            _("The cell is blank. Expected: {note}", note=column.note),
            rows[~values.given].tolist(),
            column=reading.heading(column.key),
        )
    return {"period_from": firsts, "period_to": lasts}
