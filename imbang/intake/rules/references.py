"""Rows that speak of other rows: a participant's activity, told when it is not there."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from imbang.intake.report.log import Findings
from imbang.intake.typed.typed_sheet import TypedSheet
from imbang.intake.values.columns import rows_of
from imbang.reference.datasets import Column
from imbang.texts import _


def check_references(sheets: Sequence[TypedSheet], findings: Findings) -> None:
    """Warn of values that another sheet of the file should hold and does not.

    Without such a sheet nothing is told: it may have come before, or come later.
    """
    for sheet in sheets:
        for column in sheet.dataset.columns:
            others = [s for s in sheets if s.dataset.key == column.refers_to]
            if others and column.key in sheet.headings:
                _tell_unknown(sheet, column, others, findings)


def _tell_unknown(
    sheet: TypedSheet, column: Column, others: Sequence[TypedSheet], findings: Findings
) -> None:
    known = pa.chunked_array([_plain(other.table[column.key]) for other in others])
    given = _plain(sheet.table[column.key])
    is_unknown = pc.and_(
        pc.is_valid(given), pc.invert(pc.is_in(given, value_set=known))
    )
    found = sheet.table.filter(is_unknown)
    findings.sheet = sheet.sheet
    if not found.num_rows:
        return
    values = found[column.key].combine_chunks().dictionary_encode()
    rows = found["row"].to_numpy() - 1
    codes = values.indices.to_numpy().astype(np.int32)
    distinct = values.dictionary.to_pylist()
    for code, places in rows_of(codes, range(len(distinct))):
        value = distinct[code]
        findings.add_rows(
            "unknown_reference",
            _(
                "“{value}” is not in sheet {sheet}. These rows count once it has been "
                "sent.",
                value=value,
                sheet=others[0].sheet or others[0].dataset.title,
            ),
            rows[places].tolist(),
            column=sheet.headings[column.key],
            value=value,
            severity="warning",
        )


def _plain(texts: pa.ChunkedArray) -> pa.Array:
    return pc.utf8_upper(pc.utf8_trim_whitespace(texts)).combine_chunks()
