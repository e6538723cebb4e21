"""Headings: which column of a sheet is which column of a dataset."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from imbang.intake.values.year_parts import PARTS
from imbang.reference.datasets import (
    MEASURES,
    Column,
    Dataset,
    RefusedColumn,
    load_refused,
)
from imbang.reference.spelling import plain

_BRACKETS = re.compile(r"\([^()]*\)")
_THOUSANDS = ("ribujiwa", "ribuorang", "ribuanjiwa", "ribuanorang")


@dataclass(frozen=True)
class ValueColumn:
    """A column of figures whose heading says what a long table says in its rows.

    ``says`` holds what that is by key of the dataset's column: a kind, a month, a
    region. ``measure`` is the key of the column that the figures belong to.
    """

    at: int
    measure: str
    says: Mapping[str, str]


@dataclass(frozen=True)
class SumColumn:
    """A column of sums; ``of`` holds the sets of columns that it may be the sum of."""

    at: int
    measure: str
    of: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class OneRegion:
    """The region of all rows, and what says it where no column does."""

    code: str
    by: Literal["title", "sheet", "file", "officer"]


@dataclass(frozen=True)
class Headings:
    """How the headings of a table were understood; positions are columns of the sheet.

    A wide table has ``values``; its other columns are in ``columns`` like those of any.
    ``sums`` are checked and not read, where they are not among the columns read.
    ``left_out`` are not read because the officer says so. ``parts`` holds, by a column
    read, those that are added to it: women to men. ``one_region`` is that of all rows,
    where no column says one; ``homes`` name where people live, not where they serve.
    ``beside`` are the keys of what no heading says but a title, a name or a unit.
    """

    texts: tuple[str, ...]
    columns: Mapping[str, tuple[int, ...]]
    refused: Mapping[int, RefusedColumn]
    unknown: tuple[int, ...]
    doubled: Mapping[str, tuple[int, ...]]
    values: tuple[ValueColumn, ...] = ()
    sums: tuple[SumColumn, ...] = ()
    beside: frozenset[str] = frozenset()
    left_out: tuple[int, ...] = ()
    parts: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    one_region: OneRegion | None = None
    homes: tuple[int, ...] = ()

    @property
    def keys(self) -> set[str]:
        """The keys of the dataset's columns that stand in rows or in headings."""
        spread = {key for value in self.values for key in (value.measure, *value.says)}
        return {*self.columns, *spread, *self.beside}

    @property
    def known(self) -> set[int]:
        """The columns of the sheet that are read or checked."""
        summed = {at for s in self.sums for of in s.of for at in of}
        aside = {*self.left_out, *self.homes}
        return {*self.read(), *(s.at for s in self.sums), *summed, *aside}

    def all_of_kind(self, key: str, kind: str, types: Mapping[str, str]) -> Headings:
        """The same where all figures are of one kind, which no heading says.

        ``key`` is the column of kinds, ``types`` are those of the dataset's columns.
        """
        measures = {name for name in self.columns if types[name] in MEASURES}
        values = self.values or [
            ValueColumn(at, name, {}) for name in measures for at in self.columns[name]
        ]
        figures = set() if self.values else measures
        return replace(
            self,
            columns={n: at for n, at in self.columns.items() if n not in measures},
            values=tuple(replace(v, says={**v.says, key: kind}) for v in values),
            doubled={n: at for n, at in self.doubled.items() if n not in figures},
            beside=frozenset({key}),
        )

    def with_unknown(self, headed: Iterable[int]) -> Headings:
        """The same, with those unknown that have a heading and are none of the others."""
        known = self.known | self.refused.keys()
        return replace(self, unknown=tuple(at for at in headed if at not in known))

    def read(self) -> dict[int, str]:
        """Position in the sheet → key of the column that its cells are read as."""
        long = {at: key for key, found in self.columns.items() for at in found}
        found = long | {value.at: value.measure for value in self.values}
        added = {at: found[to] for to, of in self.parts.items() for at in of}
        return found | added

    def score(self, dataset: Dataset) -> int:
        """How many columns that mean something were found."""
        return sum(c.type != "ignored" for c in dataset.columns if c.key in self.keys)

    def lacks(self, dataset: Dataset) -> list[Column]:
        """The required columns that were not found; the first of a group without any.

        A region's name stands in for its code, and so does the region of all rows.
        """
        found = self.keys
        if self.one_region or any(
            c.key in found for c in dataset.of_type("region_name")
        ):
            found.add("region_code")
        firsts = {group[0] for group in dataset.any_of if not found & set(group)}
        return [
            c
            for c in dataset.columns
            if (c.required and not c.is_titled and c.key not in found)
            or c.key in firsts
        ]


@functools.cache
def names_of(dataset: Dataset) -> Mapping[str, str]:
    """Plain heading → column key, for every name a dataset's columns go by."""
    names: dict[str, str] = {}
    for column in dataset.columns:
        for name in column.names:
            names.setdefault(plain(name), column.key)
    for column in dataset.of_type("period"):
        for part in PARTS:  # 'Semester' beside 'Tahun'
            names.setdefault(part, column.key)
    return names


def spellings(text: str) -> tuple[str, ...]:
    """What a heading is looked up by: whole, then without brackets, without its unit."""
    whole = plain(text)
    if "(" in text:
        return (whole, plain(_BRACKETS.sub(" ", text)))
    if unit := next((u for u in _THOUSANDS if whole.endswith(u)), None):
        return (whole, whole.removesuffix(unit))  # 'Jumlah Penduduk Ribu Jiwa'
    return (whole,)


def lookup(text: str, names: Mapping[str, str]) -> str | None:
    """The key that a heading goes by."""
    return next((names[name] for name in spellings(text) if name in names), None)


@functools.cache
def refused_names(dataset: Dataset) -> Mapping[str, RefusedColumn]:
    """Plain heading → the column that is not taken."""
    columns = (*dataset.refused, *load_refused())
    return {plain(name): column for column in columns for name in column.headings}
