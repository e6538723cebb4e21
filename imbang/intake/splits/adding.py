"""Rows that are parts of one whole as one row, with their sum: no part is taken as it all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from imbang.intake.files.cells import Mask, Rows
from imbang.intake.report.log import Findings
from imbang.intake.splits import telling
from imbang.intake.splits.groups import Groups, Numbers, folded
from imbang.intake.splits.sex_of_kinds import sex_of_kind
from imbang.intake.splits.split import LEFT_OUT, WHOLE, Parts, Split
from imbang.reference.datasets import Dataset
from imbang.reference.spelling import plain


def add_up(
    table: pa.Table,
    rows: Rows,
    splits: Sequence[Split],
    *,
    dataset: Dataset,
    headings: Mapping[str, str],
    findings: Findings,
    takes_neither: bool,
) -> pa.Table:
    """The typed table with one row for all parts of a figure.

    ``rows`` are those of ``table`` in the sheet that ``findings`` tell of, in the same
    order. Parts that stand twice, that are missing, or that disagree with a row of their
    sum are told. Of what stands twice there is no figure where ``takes_neither`` says so.
    """
    sheet_rows = table["row"].to_numpy() - 1
    parts = [split.parts(sheet_rows) for split in splits]
    for at, split in enumerate(splits):
        is_read = parts[at] != LEFT_OUT
        table, rows = table.filter(pa.array(is_read)), rows[is_read]
        parts = [found[is_read] for found in parts]
        number, says_all = _numbers(table, dataset, parts[at + 1 :])
        groups = Groups(number, parts[at], int(number.max(initial=-1)) + 1, says_all)
        told = telling.Told(table, rows, split, groups, headings, findings)
        again = _again(groups)
        told.twice(again, is_error=not takes_neither)
        kept, values = _added(table, split, groups, again, dataset, told)
        table = table.take(pa.array(kept))
        for name, column in values.items():
            table = table.set_column(table.column_names.index(name), name, column)
        rows, parts = rows[kept], [found[kept] for found in parts]
    return table


def _added(
    table: pa.Table,
    split: Split,
    groups: Groups,
    again: Mask,
    dataset: Dataset,
    told: telling.Told,
) -> tuple[Numbers, dict[str, pa.Array]]:
    """The rows that stay, one a group in order, and their figures."""
    is_twice = np.zeros(groups.count, np.bool_)
    is_twice[groups.number[again]] = True
    has_whole = groups.have(WHOLE)
    is_one_sex = _of_one_sex(table, split, groups, dataset)
    has_all = np.ones(groups.count, np.bool_)
    for needed in split.needed:
        has_all &= groups.have(needed)
    lacking = ~has_all & ~has_whole & ~is_one_sex & groups.says_all
    told.lacking(lacking)
    first = groups.first(np.ones(len(groups.part), np.bool_))
    whole = groups.first(groups.part == WHOLE)
    kept = np.where(has_whole, whole, first)
    order = np.argsort(kept)
    values = {}
    for column in dataset.of_type("count", "amount"):
        sums, known = _sums(table[column.key], groups, again, is_one_sex)
        known &= ~is_twice
        told.open(column, sums, ~known & ~lacking & ~has_whole & ~is_twice)
        told.added(column, sums, known & ~lacking & ~has_whole)
        told.disagreeing(column, sums, known & has_all & has_whole, whole)
        if split.is_strict:
            known &= ~lacking
        own = table[column.key].combine_chunks().take(pa.array(np.maximum(whole, 0)))
        added = pc.if_else(pa.array(known), sums, pa.scalar(None, sums.type))
        result = pc.if_else(pa.array(has_whole & ~is_twice), own, added)
        values[column.key] = result.take(pa.array(order))
    return kept[order], values


def _numbers(
    table: pa.Table, dataset: Dataset, finer: Sequence[Parts]
) -> tuple[Numbers, Mask]:
    """Per row the number of its group, and whether it says all of what it is about.

    A row that does not is a group of its own; why, is told where the cell is read.
    """
    columns = []
    alone = np.zeros(table.num_rows, np.bool_)
    for name in key_names(table, dataset):
        codes = _codes(table[name].combine_chunks())
        alone |= codes < 0
        columns.append(codes)
    if dataset.added_up_by_label and "label" in table.column_names:
        labels = table["label"].combine_chunks().dictionary_encode()
        known: dict[str, int] = {}
        texts = labels.dictionary.to_pylist()
        places = [known.setdefault(plain(text), len(known)) for text in texts]
        codes = labels.indices.fill_null(-1).to_numpy(zero_copy_only=False)
        columns.append(np.array([*places, -1], np.int32)[codes])
    own = np.where(alone, np.arange(table.num_rows), -1).astype(np.int32)
    return folded([*columns, *finer, own], table.num_rows), ~alone


def key_names(table: pa.Table, dataset: Dataset) -> list[str]:
    """The columns of a typed table that say what a row is about."""
    periods = ["period_from", "period_to"]
    keys = [key for unique in dataset.unique for key in unique if key != "period"]
    return [key for key in (*keys, *periods) if key in table.column_names]


def _codes(column: pa.Array) -> npt.NDArray[np.int32]:
    codes = column.dictionary_encode().indices.fill_null(-1)
    found: npt.NDArray[np.int32] = codes.to_numpy(zero_copy_only=False).astype(np.int32)
    return found


def _again(groups: Groups) -> Mask:
    """Rows whose part of their group stood already."""
    pairs = folded([groups.number.astype(np.int32), groups.part], len(groups.part))
    _distinct, first = np.unique(pairs, return_index=True)
    again = np.ones(len(pairs), np.bool_)
    again[first] = False
    return again


def _of_one_sex(
    table: pa.Table, split: Split, groups: Groups, dataset: Dataset
) -> Mask:
    """Groups of a kind that is of women alone, or of men, and has its part."""
    found = np.zeros(groups.count, np.bool_)
    if not split.has_sexes:
        return found
    for column in dataset.of_type("pillar_kind", "ppks_kind"):
        labels = table["label"].combine_chunks().dictionary_encode()
        sexes = [sex_of_kind(text, column) for text in labels.dictionary.to_pylist()]
        parts = [{"men": 1, "women": 2}.get(sex or "", LEFT_OUT) for sex in sexes]
        codes = labels.indices.fill_null(-1).to_numpy(zero_copy_only=False)
        own = np.array([*parts, LEFT_OUT], np.int32)[codes]
        found[groups.number[own == groups.part]] = True
    return found


def _sums(
    column: pa.ChunkedArray, groups: Groups, again: Mask, is_one_sex: Mask
) -> tuple[pa.Array, Mask]:
    """What the parts of each group add up to, and of which groups that is known."""
    values = column.combine_chunks()
    is_null = values.is_null().to_numpy(zero_copy_only=False)
    is_part = (groups.part != WHOLE) & ~again
    added = pa.table(
        {"group": groups.number[is_part], "value": values.filter(pa.array(is_part))}
    )
    by_group = added.group_by("group", use_threads=False).aggregate([("value", "sum")])
    places = np.full(groups.count, by_group.num_rows, np.intp)
    places[by_group["group"].to_numpy()] = np.arange(by_group.num_rows)
    found = by_group["value_sum"].combine_chunks().cast(values.type)
    found = pa.concat_arrays([found, pa.nulls(1, values.type)])
    sums = found.take(pa.array(places))
    open_groups = np.zeros(groups.count, np.bool_)
    open_groups[groups.number[is_part & is_null]] = True
    known = sums.is_valid().to_numpy(zero_copy_only=False)
    return sums, known & (~open_groups | is_one_sex)
