"""Columns of women and of men: beside one of both they check it, else they make it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from imbang.intake.headings.columns import Headed, Path
from imbang.intake.headings.headings import SumColumn, ValueColumn
from imbang.intake.values.sexes import citizens_of, part_of
from imbang.reference.datasets import Column, Dataset

_WHOLE = (
    [("men", ""), ("women", "")],
    [("men", "wna"), ("men", "wni"), ("women", "wna"), ("women", "wni")],
)


@dataclass(frozen=True)
class Pair:
    """Columns under the same headings, one of men and one of women, or of citizens each.

    ``measure`` is the key of the column of figures that they are parts of, None where
    nothing says it.
    """

    above: Path
    columns: tuple[int, ...]
    measure: str | None


def find_pairs(
    free: Sequence[Headed], default: str | None, dataset: Dataset
) -> list[Pair]:
    """The columns of men and women; one alone, or several of either, make no pair.

    What they are parts of is said above them, or is the only figure of persons without
    which no table is the dataset.
    """
    default = default or _figure_of_persons(dataset)
    groups: dict[tuple[Path, str | None], dict[int, tuple[str, str]]] = {}
    for column in free:
        if column.is_part and (part := part_of(column.lowest.text)):
            key = column.path[:-1], column.measure or default
            said = part[0], citizens_of(column.lowest.text)
            groups.setdefault(key, {})[column.at] = said
    return [
        Pair(above, tuple(found), measure)
        for (above, measure), found in groups.items()
        if sorted(found.values()) in _WHOLE
    ]


def checked_parts(
    pairs: Sequence[Pair],
    columns: Sequence[Headed],
    read: Mapping[int, str],
    dataset: Dataset,
) -> dict[Pair, SumColumn]:
    """The pairs that stand beside a column that is read and counts both."""
    found = {}
    for pair in pairs:
        beside = [c.at for c in columns if c.at in read and c.path[:-1] == pair.above]
        both = [at for at in beside if pair.measure == read[at]]
        if pair.measure is None:  # of whatever is counted, women and men are persons
            both = [at for at in beside if _of_persons(dataset.column(read[at]))]
        if len(both) == 1:
            found[pair] = SumColumn(both[0], read[both[0]], (pair.columns,))
    return found


def _figure_of_persons(dataset: Dataset) -> str | None:
    if any(dataset.of_type("pillar_kind", "ppks_kind", "indicator")):
        return None
    needed = {key for group in dataset.any_of for key in group}
    found = [
        column.key
        for column in dataset.of_type("count")
        if column.unit == "persons" and (column.required or column.key in needed)
    ]
    return found[0] if len(found) == 1 else None


def _of_persons(column: Column) -> bool:
    return (column.unit or "").startswith("persons")


def added_parts(
    pairs: Sequence[Pair],
    told: Mapping[int, Mapping[str, str]],
    full: set[str],
    dataset: Dataset,
    *,
    is_wide: bool,
) -> list[ValueColumn]:
    """The pairs that are added up, each as a value at its first column.

    In a wide table these say all that its values say; in a long one there is one such
    pair of a measure.
    """
    found = [
        ValueColumn(pair.columns[0], pair.measure, told.get(pair.columns[0], {}))
        for pair in pairs
        if pair.measure and dataset.column(pair.measure).type == "count"
    ]
    if is_wide:
        return [value for value in found if full <= value.says.keys()]
    measures = [value.measure for value in found]
    return [value for value in found if measures.count(value.measure) == 1]


def sums_of_pairs(
    sums: Sequence[SumColumn],
    parts: Mapping[int, tuple[int, ...]],
    read: Mapping[int, str],
    columns: Sequence[Headed],
) -> list[SumColumn]:
    """The sums, with all parts of what they sum; and those of one pair alone."""
    found = [replace(s, of=tuple(_whole(of, parts) for of in s.of)) for s in sums]
    known = {s.at for s in sums} | read.keys()
    above = {column.at: column.path[:-1] for column in columns}
    for column in columns:
        if not column.is_total or column.at in known:
            continue
        of = [at for at in parts if above[at] == above[column.at]]
        if len(of) == 1:
            whole = _whole(of, parts)
            found.append(SumColumn(column.at, read[of[0]], (whole,)))
    return found


def _whole(
    columns: Sequence[int], parts: Mapping[int, tuple[int, ...]]
) -> tuple[int, ...]:
    return tuple(part for at in columns for part in (at, *parts.get(at, ())))
