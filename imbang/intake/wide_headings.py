"""Headings of one or several rows: columns of a long table, or values side by side.

In a wide table a heading says what a long one says in its rows: the kind, the month,
the region. A column with the sum of others is told from them and never read as one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from imbang.intake.cells import Sheet
from imbang.intake.datasets import MEASURES, SEVERAL, Dataset, RefusedColumn
from imbang.intake.heading_words import Vocabulary, Word
from imbang.intake.headings import (
    Headings,
    SumColumn,
    ValueColumn,
    plain,
    spelled,
)
from imbang.intake.marks import is_figure
from imbang.intake.parsing import MISSING, NIL

_BETWEEN = " / "  # between the headings of one column


@dataclass(frozen=True)
class Step:
    """One text above a column: in which row of the heading, and at which column."""

    text: str
    level: int
    at: int


Path = tuple[Step, ...]


@dataclass(frozen=True)
class _Column:
    """A column of the sheet and what is said above it."""

    at: int
    path: Path
    words: tuple[Word, ...]

    @property
    def lowest(self) -> Word:
        return self.words[-1]

    @property
    def text(self) -> str:
        return _BETWEEN.join(dict.fromkeys(word.text for word in self.words))

    @property
    def is_total(self) -> bool:
        return self.lowest.is_total

    @property
    def is_part(self) -> bool:
        return self.lowest.role == "part"

    @property
    def measure(self) -> str | None:
        measures = [word.key for word in self.words if word.is_measure]
        return measures[-1] if measures else None


def understand_paths(
    paths: Sequence[Path], words: Vocabulary, sheet: Sheet, rows: Sequence[int]
) -> Headings:
    """Match what stands above each column with a dataset's columns."""
    columns = [
        _Column(at, path, tuple(words.word(step.text) for step in path))
        for at, path in enumerate(paths)
        if path
    ]
    reading = _Reading(columns, words, len(paths), _default(words.dataset, sheet, rows))
    reading.find_names(paths)
    reading.find_values(sheet, rows)
    return reading.headings()


def _default(dataset: Dataset, sheet: Sheet, rows: Sequence[int]) -> str | None:
    """The measure of figures whose heading names none.

    It is the one that is required; where no kind says what is counted, only if the
    sheet's name or a title does.
    """
    measures = [c for c in dataset.columns if c.type in MEASURES]
    required = [c for c in measures if c.required]
    if len(required) != 1:
        return None
    if any(dataset.of_type("pillar_kind", "ppks_kind", "indicator")):
        return required[0].key
    names = [plain(name) for name in (*dataset.sheets, *required[0].names)]
    said = [sheet.name or "", *("".join(sheet.row(r)) for r in range(rows[0]))]
    named = any(name in plain(text) for text in said for name in names)
    return required[0].key if named and len(measures) <= 2 else None


class _Reading:
    """Finds the columns of one table, those with a name of their own first."""

    def __init__(
        self,
        columns: Sequence[_Column],
        words: Vocabulary,
        width: int,
        default: str | None,
    ) -> None:
        self._columns = columns
        self._words = words
        self._default = default
        self._texts = [""] * width
        self._long: dict[str, list[int]] = {}
        self._refused: dict[int, RefusedColumn] = {}
        self._values: list[ValueColumn] = []
        self._sums: list[SumColumn] = []
        self._taken: set[int] = set()

    def find_names(self, paths: Sequence[Path]) -> None:
        """The columns whose lowest heading is a column's name, or that go by one above."""
        for column in self._columns:
            key, text = self._own_name(column, paths)
            self._texts[column.at] = text
            if key:
                self._long.setdefault(key, []).append(column.at)
                self._taken.add(column.at)
            elif column.lowest.refused and not _says(column):
                self._refused[column.at] = column.lowest.refused
                self._taken.add(column.at)

    def _own_name(
        self, column: _Column, paths: Sequence[Path]
    ) -> tuple[str | None, str]:
        """The key of a column that is no value and no sum, and its heading."""
        lowest = column.lowest
        if lowest.role == "name" and not (lowest.is_measure and _says(column)):
            is_sum = lowest.is_total and any(_says(c) for c in self._columns)
            return (None if is_sum else lowest.key), lowest.text
        if len(column.words) > 1 and not _says(column):
            whole = self._words.word(" ".join(word.text for word in column.words))
            if whole.role == "name":
                return whole.key, whole.text
            above = column.words[-2]
            is_shared = any(
                column.path[-2] in other
                for at, other in enumerate(paths)
                if at != column.at
            )
            if above.role == "name" and not is_shared:
                return above.key, above.text
        return None, column.text

    def find_values(self, sheet: Sheet, rows: Sequence[int]) -> None:
        """The columns whose headings say what rows would say, and those of sums."""
        if not any(c.type in MEASURES for c in self._words.dataset.columns):
            return
        free = [c for c in self._columns if c.at not in self._taken]
        told = {
            c.at: self._told(c) for c in free if c.lowest.role != "refused" or _says(c)
        }
        told = _without_stray_numbers(free, told)
        plainly = [told[c.at] for c in free if told.get(c.at) and not c.is_total]
        every = plainly or [says for says in told.values() if says]
        full = {key for says in every for key in says if key != "unit"}
        if not self._is_wide(full, told):
            self._find_parts(free)
            return
        self._take_unknown_kinds(free, told, full, sheet, rows)
        for column in free:
            says = told.get(column.at, {})
            measure = column.measure or self._default
            if column.is_part or not says or not full <= says.keys() or not measure:
                continue
            self._values.append(ValueColumn(column.at, measure, says))
            self._taken.add(column.at)
        self._find_sums(free, told)
        self._find_parts(free)

    def _told(self, column: _Column) -> dict[str, str]:
        """What the heading of a column says, without what rows say themselves."""
        says = _says(column)
        if {"region_code", "region_name"} & self._long.keys():
            says.pop("region_code", None)
            says.pop("region_name", None)
        if self._words.kind in self._long:
            says.pop(self._words.kind or "", None)
        if not set(says) - {"unit"}:
            return {}
        return says

    def _is_wide(self, full: set[str], told: Mapping[int, Mapping[str, str]]) -> bool:
        if not full or not self._long:
            return False
        whole = [says for says in told.values() if full <= says.keys()]
        if {"region_code", "region_name"} & full and len(whole) < 2:
            return False
        measured = any(self._words.types[key] in MEASURES for key in self._long)
        return len(whole) > 1 or (len(whole) == 1 and not measured)

    def _take_unknown_kinds(
        self,
        free: Sequence[_Column],
        told: dict[int, dict[str, str]],
        full: set[str],
        sheet: Sheet,
        rows: Sequence[int],
    ) -> None:
        """Unknown headings among kinds are kinds that nobody knows, if figures follow."""
        kind = self._words.kind
        if kind is None or kind not in full:
            return
        known = [at for at, says in told.items() if kind in says]
        for column in free:
            says = told.get(column.at, {})
            if column.lowest.role != "unknown" or kind in says or column.at < known[0]:
                continue
            if column.at > known[-1] and not _follow(known[-1], column.at, self._texts):
                continue
            if full - {kind} <= says.keys() and _holds_figures(sheet, column.at, rows):
                told[column.at] = {**says, kind: column.lowest.text}
                known.append(max(known[-1], column.at))

    def _find_sums(
        self, free: Sequence[_Column], told: Mapping[int, Mapping[str, str]]
    ) -> None:
        """Columns that say 'Jumlah' of several values, and of which they may be the sum."""
        before = -1
        for column in free:
            if not column.is_total or column.at in self._taken:
                continue
            says = told.get(column.at, {})
            measure = column.measure or self._default
            within = [
                value
                for value in self._values
                if value.measure == measure and says.items() <= value.says.items()
            ]
            group = set(column.path[:-1])
            of = _sets(within, self._columns, group, before, column.at)
            if measure and of:
                self._sums.append(SumColumn(column.at, measure, of))
                self._taken.add(column.at)
                before = column.at

    def _find_parts(self, free: Sequence[_Column]) -> None:
        """Columns of women and men beside the column of both."""
        read = {v.at: v.measure for v in self._values} | {
            at: key
            for key, positions in self._long.items()
            for at in positions
            if self._words.types[key] in MEASURES
        }
        by_at = {column.at: column for column in self._columns}
        for at, measure in read.items():
            above = by_at[at].path[:-1]
            parts = tuple(c.at for c in free if c.is_part and c.path[:-1] == above)
            if len(parts) == 2 and not self._taken & set(parts):
                self._sums.append(SumColumn(at, measure, (parts,)))
                self._taken |= set(parts)

    def _prefer_said(self) -> None:
        """Of columns called alike, take the one that the officer says it is."""
        said = {plain(text) for text in self._words.given}
        for key, found in self._long.items():
            own = [at for at in found if plain(self._texts[at]) in said]
            if own and self._words.types[key] not in SEVERAL:
                self._long[key] = own
                self._taken -= set(found) - set(own)

    def headings(self) -> Headings:
        """All that was found."""
        self._prefer_said()
        types = self._words.types
        unread = set()
        if self._values:
            # A measure that all rows have once says nothing of values side by side.
            unread = {k for k in self._long if types[k] in MEASURES}
        doubled = {
            key: tuple(found)
            for key, found in self._long.items()
            if len(found) > 1 and types[key] not in SEVERAL and types[key] != "ignored"
        }
        columns = {k: tuple(v) for k, v in self._long.items() if k not in unread}
        lost = {at for key in unread for at in self._long[key]}
        unknown = [c.at for c in self._columns if c.at not in self._taken - lost]
        return Headings(
            tuple(self._texts),
            columns,
            self._refused,
            tuple(unknown),
            {**doubled, **self._twice()},
            tuple(self._values),
            tuple(self._sums),
        )

    def _twice(self) -> dict[str, tuple[int, ...]]:
        """Values that say the same, by the key of their measure."""
        found: dict[tuple[object, ...], list[int]] = {}
        for value in self._values:
            said = tuple(sorted((k, spelled(t)) for k, t in value.says.items()))
            found.setdefault((value.measure, *said), []).append(value.at)
        return {
            str(key[0]): tuple(positions)
            for key, positions in found.items()
            if len(positions) > 1
        }


def _says(column: _Column) -> dict[str, str]:
    """What the texts above a column say, by column of the dataset."""
    says: dict[str, str] = {}
    for word in column.words:
        key = word.key if word.role in {"spread", "refused"} else ""
        if not key or (word.role == "refused" and not says):
            continue
        # 'Januari' under '2024' is one period; of two kinds the lower one counts.
        says[key] = (
            f"{word.text} {says[key]}" if key == "period" and key in says else word.text
        )
    return says


def _without_stray_numbers(
    columns: Sequence[_Column], told: dict[int, dict[str, str]]
) -> dict[int, dict[str, str]]:
    """Bare numbers are months only where they count from one upwards."""
    bare = [c for c in columns if c.lowest.text.isdecimal() and len(c.lowest.text) < 3]
    months = {int(c.lowest.text) for c in bare}
    if len(months) > 2 and months == set(range(1, len(months) + 1)):
        return told
    return {at: says for at, says in told.items() if at not in {c.at for c in bare}}


def _follow(last: int, at: int, texts: Sequence[str]) -> bool:
    """Whether no other heading stands between two columns."""
    return not any(texts[last + 1 : at])


def _sets(
    within: Sequence[ValueColumn],
    columns: Sequence[_Column],
    group: set[Step],
    before: int,
    at: int,
) -> tuple[tuple[int, ...], ...]:
    """The sets of columns that a column may be the sum of, the likeliest first."""
    paths = {column.at: set(column.path) for column in columns}
    grouped = [v.at for v in within if group and group <= paths[v.at]]
    block = [v.at for v in within if before < v.at < at]
    left = [v.at for v in within if v.at < at]
    every = [v.at for v in within]
    found = [tuple(some) for some in (grouped, block, left, every) if some]
    return tuple(dict.fromkeys(found))


def _holds_figures(sheet: Sheet, at: int, rows: Sequence[int]) -> bool:
    """Whether the cells under a heading are figures, most of them."""
    cells = sheet.columns[at]
    codes = cells.codes[rows[-1] + 1 :]
    filled = codes >= 0
    if not filled.any():
        return False
    figures = cells.flags(
        lambda text: is_figure(text) or text.casefold() in MISSING | NIL
    )[rows[-1] + 1 :]
    return bool(np.mean(figures[filled]) > 0.5)
