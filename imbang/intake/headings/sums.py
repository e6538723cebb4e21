"""Columns that hold sums of others: which they are, and of what they may be the sum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from imbang.intake.headings.columns import Headed, Step
from imbang.intake.headings.headings import SumColumn, ValueColumn

_MOST = 500  # sums of one table; a sheet with more holds none


def find_sums(
    free: Sequence[Headed],
    told: Mapping[int, Mapping[str, str]],
    values: Sequence[ValueColumn],
    default: str | None,
    columns: Sequence[Headed],
) -> list[SumColumn]:
    """Columns that say 'Jumlah' and less than the values beside them, which they sum."""
    read = {value.at for value in values}
    paths = {column.at: set(column.path) for column in columns}
    found: list[SumColumn] = []
    before = -1
    for column in free:
        if not column.is_total or column.at in read or len(found) == _MOST:
            continue
        says = told.get(column.at, {})
        measure = column.measure or default
        within = [
            value.at
            for value in values
            if value.measure == measure and says.items() <= value.says.items()
        ]
        of = _sets(within, paths, set(column.path[:-1]), before, column.at)
        if measure and of:
            found.append(SumColumn(column.at, measure, of))
            before = column.at
    return found


def _sets(
    within: Sequence[int],
    paths: Mapping[int, set[Step]],
    group: set[Step],
    before: int,
    at: int,
) -> tuple[tuple[int, ...], ...]:
    """The sets of columns that a column may be the sum of, the likeliest first."""
    grouped = [other for other in within if group and group <= paths[other]]
    block = [other for other in within if before < other < at]
    left = [other for other in within if other < at]
    found = [tuple(some) for some in (grouped, block, left, within) if some]
    return tuple(dict.fromkeys(found))
