"""Columns that are not read: which of them may say what the figures are a part of."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from imbang.intake.files.cells import Cells, Rows, Sheet
from imbang.intake.headings.columns import BETWEEN
from imbang.intake.headings.headings import Headings
from imbang.intake.splits.groups import folded
from imbang.intake.values.ages import age_span, is_span
from imbang.intake.values.marks import is_figure
from imbang.intake.values.sexes import part_of, sex_of
from imbang.reference.datasets import Dataset
from imbang.reference.spelling import plain, spelled

_SEX_HEADINGS = frozenset(
    {"jeniskelamin", "kelamin", "jenkel", "jnskelamin", "gender", "sex", "jk", "lp"}
)
_AGE_WORDS = frozenset({"usia", "umur", "age", "ages"})
_CATEGORY_WORDS = frozenset(
    {"kategori", "jenis", "kelompok", "golongan", "klasifikasi", "kriteria", "kategory"}
    | {"category", "group", "type", "rincian", "uraian", "variabel", "indikator"}
)
_PLACE_WORDS = re.compile(
    r"kode|nama|kec|kel\b|desa|kab|kota|prov|wilayah|bps|kemendagri"
)
_WORD = re.compile("[a-z]+")
MOST_VALUES = 200  # different ones of a column that divides figures


@dataclass(frozen=True, eq=False)
class Category:
    """A column that is not read, with its cells in the rows of the table."""

    at: int
    heading: str
    cells: Cells
    codes: npt.NDArray[np.int32]  # of the rows of the table
    used: tuple[int, ...]  # codes that stand there, in the order of the sheet

    @property
    def texts(self) -> list[str]:
        """The different texts in the rows."""
        return [self.cells.texts[code] for code in self.used]

    @property
    def values(self) -> dict[str, int]:
        """The different texts, those spelled alike as one, and in how many rows each is."""
        found: dict[str, tuple[str, int]] = {}
        for code in self.used:
            text = self.cells.texts[code]
            first, rows = found.get(spelled(text), (text, 0))
            found[spelled(text)] = first, rows + int((self.codes == code).sum())
        return dict(found.values())

    @property
    def has_blanks(self) -> bool:
        """Whether some of the rows have none."""
        return bool((self.codes < 0).any())

    @property
    def own_heading(self) -> str:
        """What stands right above the cells."""
        return self.heading.split(BETWEEN)[-1]

    @property
    def words(self) -> set[str]:
        """The words of its heading."""
        return {*_WORD.findall(self.own_heading.casefold())}

    @property
    def is_of_sexes(self) -> bool:
        """Whether it says who is counted, women or men."""
        said = {sex_of(text) for text in self.texts}
        if plain(self.own_heading) in _SEX_HEADINGS:
            return bool(said & {"men", "women"})
        by_name = {part[0] for text in self.texts if (part := part_of(text))}
        return len(by_name) == 2 and None not in said

    @property
    def is_of_ages(self) -> bool:
        """Whether it says of which age they are."""
        texts = [text for text in self.texts if sex_of(text) != "both"]
        if self.words & _AGE_WORDS:
            return bool(texts) and all(map(age_span, texts))
        return len(texts) > 2 and all(map(is_span, texts))

    @property
    def is_named(self) -> bool:
        """Whether its heading says that it has categories."""
        words = _WORD.findall(self.own_heading.casefold())
        if not words or any(sign.isdigit() for sign in self.own_heading):
            return False
        named = words[0] in _CATEGORY_WORDS or self.words & _AGE_WORDS
        return bool(named) and not self._holds_measures

    @property
    def _holds_measures(self) -> bool:
        """Whether its cells are figures of something rather than names of groups."""
        figures = sum(is_figure(t) and age_span(t) is None for t in self.texts)
        return 2 * figures > len(self.texts)

    @property
    def may_divide(self) -> bool:
        """Whether an unknown column looks as if it named groups, each of several rows."""
        texts = self.texts
        if _PLACE_WORDS.search(self.own_heading.casefold()):
            return False
        words = sum(not is_figure(text) for text in texts)
        return 2 * words > len(texts) and 2 * len(texts) <= len(self.codes)


def categories(sheet: Sheet, headings: Headings, rows: Rows) -> list[Category]:
    """The columns that are not read and have no more than a few different texts."""
    found = []
    for at in headings.unknown:
        cells = sheet.columns[at]
        codes = cells.codes[rows]
        filled = codes[codes >= 0]
        used, first = np.unique(filled, return_index=True)
        if 0 < len(used) <= MOST_VALUES:
            order = tuple(used[np.argsort(first)].tolist())
            found.append(Category(at, headings.texts[at], cells, codes, order))
    return found


def key_ids(
    sheet: Sheet, dataset: Dataset, headings: Headings, rows: Rows
) -> npt.NDArray[np.intp]:
    """Per row the number of what it is about, by the texts of its cells."""
    keys = {
        "region_code",
        "region_name",
        *(k for unique in dataset.unique for k in unique),
    }
    columns = [
        sheet.columns[at].codes[rows]
        for key in sorted(keys)
        for at in headings.columns.get(key, ())
    ]
    return folded(columns, len(rows))


def share_divided(keys: npt.NDArray[np.intp], codes: npt.NDArray[np.int32]) -> float:
    """Of what the rows are about, the share of which the column says several things."""
    pairs = np.unique(keys * (int(codes.max(initial=0)) + 2) + codes + 1)
    groups = pairs // (int(codes.max(initial=0)) + 2)
    _distinct, counts = np.unique(groups, return_counts=True)
    return float((counts > 1).mean()) if len(counts) else 0.0


def without_followers(found: list[Category]) -> list[Category]:
    """Without columns that another one says already, such as the code of its names."""
    kept: list[Category] = []
    for category in sorted(found, key=lambda c: (-len(c.used), _is_coded(c))):
        if not any(_follows(category, other) for other in kept):
            kept.append(category)
    return sorted(kept, key=lambda c: c.at)


def _is_coded(category: Category) -> bool:
    return not any(sign.isalpha() for text in category.texts for sign in text)


def _follows(category: Category, other: Category) -> bool:
    """Whether the other column's text says what this one's is."""
    both = folded([category.codes, other.codes], len(other.codes))
    return len(np.unique(both)) == len(np.unique(other.codes))
