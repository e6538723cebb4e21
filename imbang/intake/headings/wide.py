"""Headings of one or several rows: columns of a long table, or values side by side.

In a wide table a heading says what a long one says in its rows: the kind, the month,
the region. A column with the sum of others is told from them and never read as one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from imbang.intake.files.cells import Sheet
from imbang.intake.headings.columns import (
    Headed,
    Path,
    default_measure,
    headed_columns,
    holds_figures,
    is_left_out,
    may_be_kind,
    own_name,
)
from imbang.intake.headings.headings import Headings, SumColumn, ValueColumn
from imbang.intake.headings.parts import (
    added_parts,
    checked_parts,
    find_pairs,
    sums_of_pairs,
)
from imbang.intake.headings.region_columns import region_column
from imbang.intake.headings.strays import without_strays
from imbang.intake.headings.sums import find_sums
from imbang.intake.headings.unknown_kinds import unknown_kinds
from imbang.intake.headings.words import Vocabulary
from imbang.reference.datasets import MEASURES, SEVERAL, RefusedColumn
from imbang.reference.spelling import plain, spelled

_REGIONS = frozenset({"region_code", "region_name"})
_Told = dict[int, dict[str, str]]  # by position, what the heading says of each value


@dataclass(frozen=True, eq=False)
class _Names:
    """The columns that go by a name of their own."""

    texts: list[str]
    long: dict[str, list[int]]
    refused: dict[int, RefusedColumn]
    homes: list[int] = field(default_factory=list)

    @property
    def taken(self) -> set[int]:
        return {
            *self.refused,
            *self.homes,
            *(at for found in self.long.values() for at in found),
        }


def understand_paths(
    paths: Sequence[Path], words: Vocabulary, sheet: Sheet, rows: Sequence[int]
) -> Headings:
    """Match what stands above each column with a dataset's columns.

    ``rows`` are those of the heading in the sheet.
    """
    headed = without_strays(headed_columns(paths, words))
    columns = [c for c in headed if not is_left_out(c, words) or may_be_kind(c, words)]
    names = _find_names(columns, words, len(paths))
    left_out = [c for c in headed if is_left_out(c, words)]
    for column in left_out:
        names.texts[column.at] = names.texts[column.at] or column.text
    found = _understood(columns, names, words, sheet, rows)
    known = found.known | found.refused.keys()
    at = tuple(c.at for c in left_out if c.at not in known)
    return replace(found, left_out=at).with_unknown(c.at for c in headed)


def _understood(
    columns: Sequence[Headed],
    names: _Names,
    words: Vocabulary,
    sheet: Sheet,
    rows: Sequence[int],
) -> Headings:
    """What the columns come to that are not left out."""
    if not any(c.type in MEASURES for c in words.dataset.columns):
        return _headings(columns, names, words, [], [], {})
    free = [c for c in columns if c.at not in names.taken]
    is_named = any(words.types[key] in MEASURES for key in names.long)
    file = "" if is_named else words.file
    default = default_measure(words, sheet, rows, file)
    told = {c.at: _told(c, names, words) for c in free}
    full = _dimensions(free, told)
    values: list[ValueColumn] = []
    is_wide = _is_wide(full, told, names, words, sheet, rows)
    if is_wide:
        taken = unknown_kinds(free, told, full, words, sheet, rows)
        told |= taken
        for column in (c for c in free if c.at in taken):
            names.texts[column.at] = column.text
        values = [
            ValueColumn(column.at, measure, told[column.at])
            for column in free
            if not column.is_part
            and full <= told.get(column.at, {}).keys()
            and (measure := column.measure or _by_default(column, default, words))
        ]
    read = {value.at: value.measure for value in values}
    read |= {
        at: key
        for key, positions in names.long.items()
        for at in positions
        if words.types[key] in MEASURES
    }
    pairs = find_pairs(free, default, words.dataset)
    checked = checked_parts(pairs, columns, read, words.dataset)
    left = {pair.columns[0]: pair for pair in pairs if pair not in checked}
    added = added_parts([*left.values()], told, full, words.dataset, is_wide=is_wide)
    if is_wide:
        values += added
    else:
        added = [one for one in added if one.measure not in names.long]
        names.long.update({one.measure: [one.at] for one in added})
    read |= {one.at: one.measure for one in added}
    parts = {one.at: left[one.at].columns[1:] for one in added}
    sums = [*find_sums(free, told, values, default, columns), *checked.values()]
    sums = sums_of_pairs(sums, parts, read, columns)
    return _headings(columns, names, words, values, sums, parts)


def _by_default(column: Headed, default: str | None, words: Vocabulary) -> str | None:
    """The measure of a value that names none: of men under 'Laki-laki' it is none."""
    is_part = any(word.role == "part" for word in column.words)
    return None if is_part and words.kind is None else default


def _find_names(columns: Sequence[Headed], words: Vocabulary, width: int) -> _Names:
    names = _Names([""] * width, {}, {})
    spans = Counter(step for column in columns for step in column.path)
    has_values = any(column.says for column in columns)
    for column in columns:
        key, names.texts[column.at] = own_name(
            column, words, spans, has_values=has_values
        )
        if key:
            names.long.setdefault(key, []).append(column.at)
        elif column.lowest.refused and not column.says:
            names.refused[column.at] = column.lowest.refused
    _prefer_said(names, words)
    _prefer_served(names)
    return names


def _prefer_said(names: _Names, words: Vocabulary) -> None:
    """Of columns called alike, take the one that the officer says it is."""
    said = {plain(text) for text in words.given}
    for key, found in names.long.items():
        own = [at for at in found if plain(names.texts[at]) in said]
        if own and words.types[key] not in SEVERAL:
            names.long[key] = own


def _prefer_served(names: _Names) -> None:
    """Of columns of regions those of the place that somebody serves, not of the home."""
    positions = {at for key in _REGIONS for at in names.long.get(key, ())}
    found = {at: region_column(names.texts[at]) for at in positions}
    served = {at for at, column in found.items() if column and column.is_served}
    if not served:
        return
    names.homes.extend(sorted(positions - served))
    for key in _REGIONS & names.long.keys():
        kept = [at for at in names.long.pop(key) if at in served]
        if kept:
            names.long[key] = kept


def _told(column: Headed, names: _Names, words: Vocabulary) -> dict[str, str]:
    """What the heading of a column says, without what rows say themselves."""
    own = {words.kind} & names.long.keys()
    if _REGIONS & names.long.keys():
        own |= _REGIONS
    says = {key: text for key, text in column.says.items() if key not in own}
    return says if says.keys() - {"unit"} else {}


def _dimensions(columns: Sequence[Headed], told: _Told) -> set[str]:
    """What the headings of values say, all of it; those of sums say less."""
    values = [told[c.at] for c in columns if told.get(c.at) and not c.is_total]
    every = values or [says for says in told.values() if says]
    return {key for says in every for key in says if key != "unit"}


def _is_wide(
    full: set[str],
    told: _Told,
    names: _Names,
    words: Vocabulary,
    sheet: Sheet,
    rows: Sequence[int],
) -> bool:
    """Whether values stand side by side; one alone must hold all figures there are."""
    whole = [at for at, says in told.items() if full and full <= says.keys()]
    if not names.long or not whole:
        return False
    if len(whole) > 1:
        return True
    if full & _REGIONS or any(words.types[key] in MEASURES for key in names.long):
        return False
    return holds_figures(sheet, whole[0], rows)


def _headings(
    columns: Sequence[Headed],
    names: _Names,
    words: Vocabulary,
    values: Sequence[ValueColumn],
    sums: Sequence[SumColumn],
    parts: Mapping[int, tuple[int, ...]],
) -> Headings:
    """All that was found; a figure that stands once a row says nothing of many values."""
    types = words.types
    long = {
        key: tuple(found)
        for key, found in names.long.items()
        if not (values and types[key] in MEASURES)
    }
    doubled = {
        key: found
        for key, found in long.items()
        if len(found) > 1 and types[key] not in SEVERAL and types[key] != "ignored"
    }
    found = Headings(
        tuple(names.texts),
        long,
        names.refused,
        (),
        {**doubled, **_said_twice(values, words)},
        tuple(values),
        tuple(sums),
        parts=parts,
        homes=tuple(names.homes),
    )
    return found.with_unknown(column.at for column in columns)


def _said_twice(
    values: Sequence[ValueColumn], words: Vocabulary
) -> Mapping[str, tuple[int, ...]]:
    """Values that say the same and are not left out, by the key of their measure."""
    found: dict[tuple[object, ...], list[int]] = {}
    for value in values:
        if words.left_out & {plain(text) for text in value.says.values()}:
            continue
        said = sorted((key, spelled(text)) for key, text in value.says.items())
        found.setdefault((value.measure, *said), []).append(value.at)
    return {
        str(key[0]): tuple(positions)
        for key, positions in found.items()
        if len(positions) > 1
    }
