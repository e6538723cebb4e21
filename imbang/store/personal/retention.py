"""What is kept of people no longer than it is needed: registers of long ago.

Two steps. Rows of a submission that counts no more (replaced, withdrawn) go whole. Of one
that still counts, for months long past, names and numbers go and the rows stay: what the
office reported then is counted as before, of nobody by name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from imbang.store.deliveries import Store
from imbang.store.erasures import Erasure
from imbang.store.manifests import Submission
from imbang.store.personal import erasing

if TYPE_CHECKING:
    import pyarrow as pa

YEARS = 5
"""So long names are kept unless the operator says otherwise."""
_NAME, _REGISTRATION, _DECREE = "name", "registration_number", "decree_number"
_HAS_ONE = "-"  # that there was a decree counts; which one does not


@dataclass(frozen=True)
class Due:
    """What is older than it may be: to be emptied, and to lose its names."""

    emptied: Sequence[Submission]
    nameless: Sequence[Submission]

    @property
    def all(self) -> list[Submission]:
        """Both together."""
        return [*self.emptied, *self.nameless]


def due(store: Store, *, years: int, today: date) -> Due:
    """The submissions of people whose period ended more than ``years`` ago, and that still
    hold what must go."""
    last = 12 * (today.year - years) + today.month - 1
    counting = {one.id for one in store.counted()}
    old = [
        one
        for one in store.submissions()
        if one.dataset in erasing.of_people() and one.period.last < last and one.rows
    ]
    return Due(
        [one for one in old if one.id not in counting],
        [one for one in old if one.id in counting and _has_names(store, one)],
    )


def apply(store: Store, found: Due, *, by: str, why: str) -> Erasure:
    """Erase what is due, on record."""
    emptied = {one.id for one in found.emptied}

    def made(id: str, table: pa.Table) -> pa.Table:
        return table.slice(0, 0) if id in emptied else _without_names(table)

    return erasing.change(store, found.all, made, "retention", by, why)


def _has_names(store: Store, one: Submission) -> bool:
    import pyarrow.parquet as pq

    table = pq.ParquetFile(store.parquet(one)).read()
    return not table.equals(_without_names(table))


def _without_names(table: pa.Table) -> pa.Table:
    """The rows of people without name, number and decree; those of institutions stay."""
    import pyarrow as pa
    import pyarrow.compute as pc

    from imbang.reference.kinds import pillar_kinds

    people = pa.array([True] * table.num_rows)
    if "kind" in table.column_names and _DECREE in table.column_names:
        units = {key for key, kind in pillar_kinds().items() if kind.unit == "person"}
        people = pc.is_in(table["kind"], pa.array(sorted(units), pa.string()))
    nothing = pa.scalar(None, pa.string())
    for name in (_NAME, _REGISTRATION, _DECREE):
        if name not in table.column_names:
            continue
        column = table[name]
        rest = (
            pc.if_else(pc.is_valid(column), _HAS_ONE, nothing)
            if name == _DECREE
            else nothing
        )
        place = table.column_names.index(name)
        left = pc.if_else(people, rest, column)
        table = table.set_column(place, table.schema.field(name), left)
    return table
