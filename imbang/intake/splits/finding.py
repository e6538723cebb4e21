"""Columns in whose rows one figure is divided: found, decided by itself, or asked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from imbang.intake.files.cells import Sheet
from imbang.intake.layout.layout import Layout
from imbang.intake.report.log import Findings
from imbang.intake.report.results import Options
from imbang.intake.splits import questions
from imbang.intake.splits.answers import ADD, IGNORE, ONLY, said_of
from imbang.intake.splits.by_itself import Table, as_split, by_itself, of_all_values
from imbang.intake.splits.columns import (
    Category,
    categories,
    key_ids,
    share_divided,
    without_followers,
)
from imbang.intake.splits.groups import Numbers
from imbang.intake.splits.split import LEFT_OUT, Split
from imbang.reference.datasets import Dataset
from imbang.reference.spelling import spelled

_MOST_SHARE = 0.5  # of what rows are about, divided by a column of any name


@dataclass(frozen=True, eq=False)
class Found:
    """The splits of a table, and the columns of the sheet that are told of already."""

    splits: tuple[Split, ...] = ()
    told: frozenset[int] = frozenset()


def find_splits(
    sheet: Sheet,
    dataset: Dataset,
    layout: Layout,
    findings: Findings,
    *,
    options: Options,
) -> Found:
    """The columns that divide the figures of a table; what only the officer can say, asked.

    Men and women, and age groups that are apart and whole, are parts by themselves.
    """
    if not _can_be_divided(dataset):
        return Found()
    table = Table(sheet, dataset, layout, options, findings)
    found = categories(sheet, layout.headings, layout.rows)
    keys = key_ids(sheet, dataset, layout.headings, layout.rows)
    splits: list[Split] = []
    told: set[int] = set()
    others: list[Category] = []
    for category in found:
        if split := by_itself(category, table):
            splits.append(split)
            keys = _finer(keys, category)
            told.add(category.at)
        else:
            others.append(category)
    labels = options.labels
    said = {c.at for c in others if said_of(labels, c.heading)}
    for category, share in _dividing(others, keys, said):
        told.add(category.at)
        if split := _as_said(category, share, table):
            splits.append(split)
    return Found(tuple(splits), frozenset(told))


def _can_be_divided(dataset: Dataset) -> bool:
    """Whether the dataset's figures are counts or amounts, which may be added."""
    types = {column.type for column in dataset.columns}
    is_counted = bool(types & {"count", "amount"})
    return dataset.period == "row" and is_counted and "decimal" not in types


def _finer(keys: Numbers, category: Category) -> Numbers:
    """What the rows are about, and of which part of it."""
    width = int(category.codes.max(initial=0)) + 2
    found: Numbers = keys * width + category.codes + 1
    return np.unique(found, return_inverse=True)[1].reshape(-1)


def _dividing(
    others: Sequence[Category], keys: Numbers, said: Collection[int]
) -> list[tuple[Category, float]]:
    """The columns of categories to ask about, with the share of what they divide."""
    shares = [
        (category, share_divided(keys, category.codes))
        for category in others
        if category.is_named or category.may_divide or category.at in said
    ]
    named = {
        category.at: share
        for category, share in shares
        if category.is_named or share >= _MOST_SHARE or category.at in said
    }
    kept = without_followers([c for c, _share in shares if c.at in named])
    return [(category, named[category.at]) for category in kept]


def _as_said(category: Category, share: float, table: Table) -> Split | None:
    """What the officer says of a column of categories, else the question."""
    said = said_of(table.options.labels, category.heading)
    if said == IGNORE:
        questions.note_ignored(category, table.findings, table.layout)
        return None
    if len(category.values) == 1 and not category.has_blanks and said is None:
        questions.note_single(category, table.findings, table.layout)
        return None
    if said and said.startswith(ONLY):
        if split := _only(category, said.removeprefix(ONLY), table):
            return split
    elif said is None:
        questions.ask_for_category(
            category, table.findings, table.layout, is_dividing=share > 0
        )
    split = of_all_values(category, is_open=said != ADD)
    return split if said or share else None


def _only(category: Category, value: str, table: Table) -> Split | None:
    wanted = spelled(value)
    is_it = [spelled(text) == wanted for text in category.texts]
    if not any(is_it):
        questions.tell_no_value(category, value, table.findings, table.layout)
        return None
    parts = [1 if one else LEFT_OUT for one in is_it]
    questions.note_only(category, value, parts, table.findings, table.layout)
    return as_split(category, parts, [value], {1})
