"""The columns that a dataset's accepted rows are stored in, from its TOML."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    from imbang.reference.datasets import Dataset

_MONTH = pa.int32()
ARROW_TYPES = {
    "text": pa.string(),
    "region_code": pa.string(),
    "pillar_kind": pa.string(),
    "ppks_kind": pa.string(),
    "indicator": pa.string(),
    "choice": pa.string(),
    "certificate": pa.string(),
    "year": pa.int16(),
    "date": pa.date32(),
    "count": pa.int64(),
    "amount": pa.decimal128(18, 2),  # rupiah, to the sen
    "decimal": pa.float64(),
}


def arrow_schema(dataset: Dataset) -> pa.Schema:
    """The stored columns of ``dataset``: its own, then sheet and row.

    A NIK is stored as ``person_key``, a period as its first and last month index;
    columns that are only read along are not stored.
    """
    fields: list[tuple[str, pa.DataType]] = []
    for column in dataset.columns:
        if column.type == "identity":
            fields.append(("person_key", pa.string()))
        elif column.type == "period":
            fields += [("period_from", _MONTH), ("period_to", _MONTH)]
        elif column.type in ARROW_TYPES:
            fields.append((column.key, ARROW_TYPES[column.type]))
    return pa.schema([*fields, ("sheet", pa.string()), ("row", pa.int32())])
