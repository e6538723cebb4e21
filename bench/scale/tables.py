"""Arrow tables as the store keeps them: texts from numbers, drafts from a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from bench.scale.manners import file_name
from bench.scale.world import Ints, Mask, Province
from imbang.periods import Period
from imbang.reference.datasets import load_datasets
from imbang.reference.schemas import arrow_schema
from imbang.store.drafts import Draft

_FIRST_ROW = 7  # below the office's name and the headings

Columns = Mapping[str, Any]


def texts(choices: Sequence[str], numbers: npt.NDArray[Any]) -> pa.Array:
    """The text for each number; null for numbers below 0."""
    absent = numbers < 0
    at = pa.array(np.where(absent, 0, numbers).astype(np.int32), mask=absent)
    return pa.DictionaryArray.from_arrays(at, pa.array(choices, pa.string())).cast(
        pa.string()
    )


def counts(values: npt.NDArray[Any], known: Mask | None = None) -> pa.Array:
    """Whole numbers, null where not ``known``."""
    return pa.array(values, pa.int64(), mask=None if known is None else ~known)


def days(values: npt.NDArray[Any], known: Mask | None = None) -> pa.Array:
    """Dates from numpy's, null where not ``known``."""
    return pa.array(
        values.astype("datetime64[D]"),
        pa.date32(),
        mask=None if known is None else ~known,
    )


def drafts(
    province: Province,
    dataset: str,
    month: int,
    office: Ints,
    columns: Columns,
    *,
    period: Period | None = None,
) -> Iterator[tuple[str, Draft]]:
    """A draft for each office, of its rows; with the office whose file it is.

    ``office`` is the number of each row's office, never falling; the number after the
    last regency is the province's own. Columns that are not given are null.
    """
    if not len(office):
        return
    told = period or Period(month, month)
    table = _table(dataset, office, columns, told)
    names = [*province.offices, province.code]
    sheet = load_datasets()[dataset].sheets[0]
    for number in np.unique(office):
        first, last = np.searchsorted(office, [number, number + 1])
        rows = table.slice(first, last - first)
        name = names[number]
        yield (
            name,
            Draft(dataset, name, told, file_name(name, month), (sheet,), rows),
        )


def _table(dataset: str, office: Ints, columns: Columns, period: Period) -> pa.Table:
    described = load_datasets()[dataset]
    count = len(office)
    row = np.arange(count) - np.searchsorted(office, office) + _FIRST_ROW
    given = {
        **columns,
        "period_from": pa.repeat(pa.scalar(period.first, pa.int32()), count),
        "period_to": pa.repeat(pa.scalar(period.last, pa.int32()), count),
        "sheet": pa.repeat(described.sheets[0], count),
        "row": pa.array(row, pa.int32()),
    }
    if described.flows:
        given["flow"] = pa.repeat("cumulative", count)
    schema = arrow_schema(described)
    return pa.table(
        [
            given[one.name] if one.name in given else pa.nulls(count, one.type)
            for one in schema
        ],
        schema=schema,
    )


def year_of(month: int) -> Period:
    """The year that a month is of."""
    january = month - month % 12
    return Period(january, january + 11)
