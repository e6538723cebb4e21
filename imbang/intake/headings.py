"""Headings: which column of a sheet is which column of a dataset."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from imbang.intake.datasets import (
    SEVERAL,
    Column,
    Dataset,
    RefusedColumn,
    load_refused,
)

_BRACKETS = re.compile(r"\([^)]*\)")
_NO_LETTER = re.compile(r"[^a-z0-9#]+")


@dataclass(frozen=True)
class Headings:
    """How the headings of a row were understood; positions are columns of the sheet."""

    texts: tuple[str, ...]
    columns: Mapping[str, tuple[int, ...]]
    refused: Mapping[int, RefusedColumn]
    unknown: tuple[int, ...]
    doubled: Mapping[str, tuple[int, ...]]

    def score(self, dataset: Dataset) -> int:
        """How many columns that mean something were found."""
        return sum(
            c.type != "ignored" for c in dataset.columns if c.key in self.columns
        )

    def lacks(self, dataset: Dataset) -> list[Column]:
        """The required columns that were not found; the first of a group without any.

        A region's name stands in for its code.
        """
        found = set(self.columns)
        if any(c.key in found for c in dataset.of_type("region_name")):
            found.add("region_code")
        firsts = {group[0] for group in dataset.any_of if not found & set(group)}
        return [
            c
            for c in dataset.columns
            if (c.required and c.key not in found) or c.key in firsts
        ]


def plain(text: str) -> str:
    """A heading or label without case, signs and blanks: 'No. SK' → ``nosk``."""
    if text.isascii() and text.isdecimal():  # nothing to fold, and no NIK is remembered
        return text
    return _plain(text)


@functools.lru_cache(maxsize=8192)  # each dataset is tried on the same cells
def _plain(text: str) -> str:
    return _NO_LETTER.sub("", text.casefold())


def spelled(text: str) -> str:
    """What makes two cells say the same: `plain`, or the text of one without letters."""
    return plain(text) or text.strip()


def understand(
    texts: Sequence[str], dataset: Dataset, given: Mapping[str, str] | None = None
) -> Headings:
    """Match a row's texts with a dataset's columns.

    ``given`` is what the officer says with ``--map``: heading → column key or template
    heading. A heading in brackets' company ('Jumlah (orang)') is tried whole first.
    """
    known = names_of(dataset)
    said = {plain(text): known.get(plain(key)) for text, key in (given or {}).items()}
    refused = _refused_names(dataset)
    found: dict[str, list[int]] = {}
    refusals: dict[int, RefusedColumn] = {}
    unknown: list[int] = []
    for position, text in enumerate(texts):
        if not text:
            continue
        name = plain(text)
        if key := said.get(name) or known.get(name) or _without_brackets(text, known):
            found.setdefault(key, []).append(position)
        elif column := refused.get(name):
            refusals[position] = column
        else:
            unknown.append(position)
    kinds = {column.key: column.type for column in dataset.columns}
    doubled = {
        key: tuple(positions)
        for key, positions in found.items()
        if len(positions) > 1 and kinds[key] not in SEVERAL and kinds[key] != "ignored"
    }
    columns = {key: tuple(positions) for key, positions in found.items()}
    return Headings(tuple(texts), columns, refusals, tuple(unknown), doubled)


@functools.cache
def names_of(dataset: Dataset) -> Mapping[str, str]:
    """Plain heading → column key, for every name a dataset's columns go by."""
    names: dict[str, str] = {}
    for column in dataset.columns:
        for name in column.names:
            names.setdefault(plain(name), column.key)
    return names


def _without_brackets(text: str, names: Mapping[str, str]) -> str | None:
    return names.get(plain(_BRACKETS.sub(" ", text))) if "(" in text else None


@functools.cache
def _refused_names(dataset: Dataset) -> Mapping[str, RefusedColumn]:
    columns = (*dataset.refused, *load_refused())
    return {plain(name): column for column in columns for name in column.headings}
