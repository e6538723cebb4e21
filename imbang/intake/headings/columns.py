"""One column of a sheet with what stands above it in all rows of the heading."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from imbang.intake.files.cells import Sheet
from imbang.intake.headings import titled
from imbang.intake.headings.words import Vocabulary, Word
from imbang.intake.subjects.lines import subject_of
from imbang.intake.values.marks import is_figure
from imbang.intake.values.parsing import MISSING, NIL
from imbang.reference.datasets import MEASURES, Column
from imbang.reference.spelling import plain

BETWEEN = " / "  # between the headings of one column


@dataclass(frozen=True)
class Step:
    """One text above a column: in which row of the heading, and at which column."""

    text: str
    level: int
    at: int


Path = tuple[Step, ...]  # from the top down


@dataclass(frozen=True)
class Headed:
    """A column of the sheet and what is said above it."""

    at: int
    path: Path
    words: tuple[Word, ...]

    @property
    def lowest(self) -> Word:
        """What stands right above its cells."""
        return self.words[-1]

    @property
    def text(self) -> str:
        """All its headings as one."""
        return BETWEEN.join(dict.fromkeys(word.text for word in self.words))

    @property
    def is_total(self) -> bool:
        """Whether it says that it sums other columns."""
        return self.lowest.is_total

    @property
    def is_part(self) -> bool:
        """Whether it counts women or men alone."""
        return self.lowest.role == "part"

    @property
    def measure(self) -> str | None:
        """The column of figures that it names."""
        measures = [w.measure or w.key for w in self.words if w.is_measure or w.measure]
        return measures[-1] if measures else None

    @functools.cached_property
    def says(self) -> dict[str, str]:
        """What stands above it and not in its cells, by column of the dataset."""
        says: dict[str, str] = {}
        for word in self.words:
            # 'KK' alone is a column that is refused; under a kind it is its unit.
            if word.role != "spread" and not (word.role == "refused" and says):
                continue
            # 'Januari' under '2024' is one period; of two kinds the lower one counts.
            before = says.get(word.key, "") if word.key == "period" else ""
            if word.key:
                says[word.key] = f"{word.said or word.text} {before}".strip()
        return says


def headed_columns(paths: Sequence[Path], words: Vocabulary) -> list[Headed]:
    """The columns that have a heading."""
    return [
        Headed(at, path, tuple(words.word(step.text) for step in path))
        for at, path in enumerate(paths)
        if path
    ]


def is_left_out(column: Headed, words: Vocabulary) -> bool:
    """Whether the officer says that a column is not read, by all its headings or the lowest."""
    said = words.left_out
    return bool(said) and bool(said & {plain(column.text), plain(column.lowest.text)})


def may_be_kind(column: Headed, words: Vocabulary) -> bool:
    """Whether it is a kind whose rows are left out when they are read, or one nobody knows."""
    role, key = column.lowest.role, column.lowest.key
    return words.kind is not None and (
        role == "unknown" or (role == "spread" and key == words.kind)
    )


def own_name(
    column: Headed, words: Vocabulary, spans: Mapping[Step, int], *, has_values: bool
) -> tuple[str | None, str]:
    """The key of a column that is no value and no sum, and the heading it goes by.

    ``spans`` says over how many columns each text stands; where there are values side
    by side, what says 'Jumlah' is their sum.
    """
    lowest = column.lowest
    if lowest.role == "name" and not (lowest.is_measure and column.says):
        is_sum = lowest.is_total and has_values
        return (None if is_sum else lowest.key), lowest.text
    if len(column.words) > 1 and not column.says:
        whole = words.word(" ".join(word.text for word in column.words))
        if whole.role == "name":
            return whole.key, whole.text
        above = column.words[-2]
        if above.role == "name" and spans[column.path[-2]] == 1:
            return above.key, above.text
    return None, column.text


def default_measure(
    words: Vocabulary, sheet: Sheet, rows: Sequence[int], file: str = ""
) -> str | None:
    """The measure of figures whose heading names none.

    It is the one that is required, or first among those of which one is; where no kind
    says what is counted, only if the sheet's name, a title or the file's name does. Of a table by choices,
    such as deciles, it is the only one so named.
    """
    dataset = words.dataset
    measures = [c for c in dataset.columns if c.type in MEASURES]
    required = [c for c in measures if c.required]
    if not required and any(c.in_headings for c in dataset.columns):
        named = [c for c in measures if _is_named(c, words, sheet, rows[0])]
        return named[0].key if len(named) == 1 else None
    has_kinds = any(dataset.of_type("pillar_kind", "ppks_kind", "indicator"))
    if not has_kinds and not required:  # the first of those of which one is needed
        firsts = {group[0] for group in dataset.any_of}
        required = [c for c in measures if c.key in firsts]
    if len(required) != 1:
        return None
    if has_kinds:
        return required[0].key
    names = [plain(name) for name in (*dataset.sheets, *required[0].names)]
    said = [sheet.name or "", *("".join(sheet.row(r)) for r in range(rows[0]))]
    is_named = any(name in plain(text) for text in said for name in names)
    is_named = is_named or subject_of(file).says(dataset.key)
    return required[0].key if is_named and len(measures) <= 2 else None


def _is_named(column: Column, words: Vocabulary, sheet: Sheet, first: int) -> bool:
    """Whether the sheet's name or a row above ``first`` names a column."""
    named = words.named_by.setdefault(column.key, [])
    if not named:
        named.append(titled.names(sheet.name or "", column.names))
    for row in range(len(named) - 1, first):
        texts = filter(None, sheet.row(row))
        named.append(named[-1] or any(titled.names(t, column.names) for t in texts))
    return named[first]


def holds_figures(sheet: Sheet, at: int, rows: Sequence[int]) -> bool:
    """Whether the cells under a heading are figures, half of them at least.

    A cell alone in its row is none of the table: a signature, or a title.
    """
    cells, below = sheet.columns[at], rows[-1] + 1
    others = [
        column.codes[below:] >= 0 for column in sheet.columns if column is not cells
    ]
    filled = (cells.codes[below:] >= 0) & np.logical_or.reduce(others)
    figures = cells.flags(
        lambda text: is_figure(text) or text.casefold() in MISSING | NIL
    )[below:]
    return bool(filled.any() and np.mean(figures[filled]) >= 0.5)
