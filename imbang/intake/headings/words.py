"""What one text of a heading says: a column's name, a kind, a month, a region, a sum."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from imbang.intake.headings.headings import lookup, names_of, refused_names
from imbang.intake.headings.region_columns import region_column
from imbang.intake.report.results import LEAVE_OUT
from imbang.intake.subjects.words import COUNTING
from imbang.intake.values.choices import find_choice
from imbang.intake.values.dates import find_period
from imbang.intake.values.marks import is_code, is_total
from imbang.intake.values.sexes import part_of
from imbang.reference import regions
from imbang.reference.datasets import MEASURES, Dataset, RefusedColumn
from imbang.reference.kind_labels import meaning_of
from imbang.reference.kinds import KindList
from imbang.reference.spelling import plain

Role = Literal["name", "refused", "spread", "part", "total", "unknown"]
_REGION = re.compile(r"(?:kab(?:upaten)?|kota|kec(?:amatan)?|prov(?:insi)?)\b.+")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_BEFORE_YEAR = " _.,-"
_REGION_PREFIX = re.compile(r"^(?:kabupaten|kota) ")


@dataclass(frozen=True)
class Word:
    """One text of a heading; ``key`` is the dataset's column that it names or fills.

    'Penduduk 2024' fills the period with what is ``said`` in it and names the ``measure``
    besides.
    """

    text: str
    role: Role
    key: str = ""
    is_measure: bool = False
    is_total: bool = False
    refused: RefusedColumn | None = None
    said: str = ""
    measure: str = ""

    @property
    def is_known(self) -> bool:
        """Whether it says anything that a heading would."""
        return self.role != "unknown"


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The words of one dataset's headings in one sheet.

    ``given`` is what the officer says of some, as in
    `imbang.intake.report.results.Options.given`; ``file`` is its name, without what tells
    its form. ``named_by`` holds, by column of the dataset, whether the sheet's name or its
    first rows name it, row after row as far as was asked: many rows are tried as the
    heading, each with all those above.
    """

    dataset: Dataset
    given: Mapping[str, str]
    file: str = ""
    named_by: dict[str, list[bool]] = field(default_factory=dict)
    _known: dict[str, Word] = field(default_factory=dict)

    @functools.cached_property
    def names(self) -> Mapping[str, str]:
        """Plain heading → column key, what the officer says first."""
        known = names_of(self.dataset)
        said = {plain(text): known.get(plain(key)) for text, key in self.given.items()}
        return {**known, **{text: key for text, key in said.items() if key}}

    @functools.cached_property
    def left_out(self) -> frozenset[str]:
        """Plain headings of columns that are not read, as the officer says."""
        return frozenset(plain(t) for t, key in self.given.items() if key == LEAVE_OUT)

    @functools.cached_property
    def types(self) -> Mapping[str, str]:
        """The type of each column by its key."""
        return {column.key: column.type for column in self.dataset.columns}

    @functools.cached_property
    def _period(self) -> str | None:
        return next((c.key for c in self.dataset.of_type("period")), None)

    @functools.cached_property
    def kind(self) -> str | None:
        """The key of the column of kinds, if the dataset has one."""
        kinds = self.dataset.of_type("pillar_kind", "ppks_kind")
        return next((column.key for column in kinds), None)

    def is_name(self, text: str) -> bool:
        """Whether a text is the heading of a column; quick, for cells of any row."""
        return bool(text) and self._own(text) is not None

    def _own(self, text: str) -> str | None:
        """The key of the column that a text is the heading of."""
        if key := lookup(text, self.names):
            return key
        region = region_column(text)
        return region.key if region and region.key in self.types else None

    def word(self, text: str) -> Word:
        """What a text says; each is looked at only once."""
        if text not in self._known:
            self._known[text] = self._word(text)
        return self._known[text]

    def _word(self, text: str) -> Word:
        total = is_total(text)
        if key := self._own(text):
            is_measure = self.types[key] in MEASURES
            if is_measure and part_of(text) and self._is_said(text):
                # Women are of the inhabitants, and never all of them.
                return Word(text, "part", key, is_measure=True)
            return Word(text, "name", key, is_measure, total and is_measure)
        if refused := refused_names(self.dataset).get(plain(text)):
            # 'KK' is the number of a family card, or under a kind the unit families.
            unit = "unit" if self._is_unit(text) else ""
            return Word(text, "refused", unit, refused=refused)
        if part := self._part(text):
            return part
        of_year = self._of_year(text)
        if of_year and not (total and self.kind):  # 'Jumlah PMKS 2024' sums its kinds
            return of_year
        if total:
            return Word(text, "total", is_total=True)
        key = self._spread(text)
        return Word(text, "spread", key) if key else Word(text, "unknown")

    def _is_said(self, text: str) -> bool:
        return plain(text) in {plain(given) for given in self.given}

    def _part(self, text: str) -> Word | None:
        """A heading over women or men alone, with the figure that it names of them."""
        if (part := part_of(text)) is None:
            return None
        _sex, of = part
        key = lookup(of, self.names) or ""
        if of and (not key or self.types[key] not in MEASURES):
            return None
        return Word(text, "part", key, is_measure=bool(key))

    def _of_year(self, text: str) -> Word | None:
        """A heading of a figure and the year that it is of: 'pop_2024'."""
        what, year = text[:-4].rstrip(_BEFORE_YEAR), text[-4:]
        if self._period is None or not _YEAR.fullmatch(year) or what[-1:].isdecimal():
            return None
        key = lookup(what, self.names) or ""
        if self.types.get(key) not in MEASURES or plain(what) in COUNTING:
            return None
        return Word(text, "spread", self._period, said=year, measure=key)

    def _spread(self, text: str) -> str | None:
        """The key of the column in whose cells a long table would have this text."""
        if self._period and _is_period(text):
            return self._period
        if self.kind and self._is_kind(text, self.kind):
            return self.kind
        if key := self._choice(text):
            return key
        if self.types.get("region_code") and is_code(text):
            known = regions.load().normalise([text])[0]
            return "region_code" if known else None
        if self.types.get("region_name") and names_region(text):
            return "region_name"
        return "unit" if self._is_unit(text) else None

    def _choice(self, text: str) -> str | None:
        """The key of a column of choices that may stand over figures, as 'Desil 1' does."""
        columns = (c for c in self.dataset.columns if c.in_headings)
        return next((c.key for c in columns if find_choice(text, c)), None)

    def _is_unit(self, text: str) -> bool:
        if "unit" not in self.types:
            return False
        return find_choice(text, self.dataset.column("unit")) is not None

    def _is_kind(self, text: str, key: str) -> bool:
        column = self.dataset.column(key)
        which: KindList = (
            "pillar_kinds" if column.type == "pillar_kind" else "ppks_kinds"
        )
        left_out = {plain(label) for label in column.left_out}
        return meaning_of(text, which) is not None or plain(text) in left_out


def is_meaning(key: str, dataset: Dataset) -> bool:
    """Whether something in a sheet of the dataset can be said to mean this."""
    return (
        plain(key) in names_of(dataset)
        or meaning_of(key, "ppks_kinds") is not None
        or meaning_of(key, "pillar_kinds") is not None
        or regions.load().code_for(key) is not None
        or any(find_choice(key, column) for column in dataset.columns)
    )


def is_part_of_sum(text: str) -> bool:
    """'L', 'Jumlah Perempuan': a column that counts women or men alone."""
    part = part_of(text)
    return part is not None and not part[1]


def is_part_of_year(text: str) -> bool:
    """'Januari', '01', 'Triwulan II': a period once a year is said with it."""
    if not text or find_period(text):
        return False
    return find_period(f"{text} 2000") is not None


@functools.lru_cache(maxsize=4096)  # each dataset is tried on the same cells
def _is_period(text: str) -> bool:
    return bool(find_period(text)) or is_part_of_year(text)


def names_region(text: str) -> bool:
    """Whether a heading names a regency or district, or says that it names one."""
    lowered = " ".join(text.casefold().split())
    return bool(_REGION.fullmatch(lowered)) or plain(text) in _region_names()


@functools.cache
def _region_names() -> frozenset[str]:
    """Regencies and districts, without the word for what they are."""
    known = regions.load().names
    names = (name for code, name in known.items() if len(code) in (5, 8))
    return frozenset(plain(_REGION_PREFIX.sub("", name.casefold())) for name in names)
