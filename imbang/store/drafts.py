"""Drafts: what a check would record, before it is accepted."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from imbang.periods import Period
from imbang.reference.datasets import load_datasets
from imbang.store.slots import Slot
from imbang.texts import language


@dataclass(frozen=True)
class Draft:
    """One submission to be: one office, one dataset, one period.

    ``table`` has typed columns, one row per accepted row of the sheet, with ``row``
    (int32, from 1) and ``sheet`` (text, null for CSV). No NIK is in it.
    """

    dataset: str
    office: str
    period: Period
    file: str
    sheets: tuple[str, ...]
    table: pa.Table = field(repr=False)

    @functools.cached_property
    def tells(self) -> tuple[str, ...]:
        """What of a dataset that offices send part by part this tells of, sorted.

        ``dtks all families``, say: one for each figure with a value, of each choice that
        it is told of. None of other datasets.
        """
        dataset = load_datasets()[self.dataset]
        columns = [dataset.column(key) for key in dataset.told_apart]
        choices = [column.key for column in columns if column.type == "choice"]
        found = []
        for column in columns:
            if column.key in choices:
                continue
            given = self.table.filter(pc.is_valid(self.table[column.key]))
            if not given.num_rows:
                continue
            of = given.group_by(choices).aggregate([]).to_pylist() if choices else [{}]
            found += [" ".join([*map(str, one.values()), column.key]) for one in of]
        return tuple(sorted(found))

    @property
    def title(self) -> str:
        """The dataset's name in the language now spoken, and which figures of it are told
        where these are not all."""
        dataset = load_datasets()[self.dataset]
        figures = [
            column
            for key in dataset.told_apart
            if (column := dataset.column(key)).type != "choice"
        ]
        told = {part.rpartition(" ")[2] for part in self.tells}
        own = [column for column in figures if column.key in told]
        if len(own) == len(figures):
            return dataset.title
        names = [c.heading if language() == "id" else c.heading_en for c in own]
        return f"{dataset.title} ({', '.join(names)})"

    @property
    def slot(self) -> Slot:
        """What it takes in the store."""
        return self.dataset, self.office, self.period, self.tells
