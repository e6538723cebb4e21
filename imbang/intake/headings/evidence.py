"""What a sheet rests on to be a dataset: its headings, and what stands beside the table.

A region and a 'Jumlah' are any table's. Which dataset it is, a heading must say, a title,
the sheet's name, the unit or the file's name; and none of them may say something else.
"""

from __future__ import annotations

import weakref
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from imbang.intake.files.cells import Cells, Sheet
from imbang.intake.headings.headings import Headings, names_of
from imbang.intake.subjects.about import About
from imbang.intake.subjects.lines import Subject, subject_of
from imbang.reference.datasets import MEASURES, Dataset
from imbang.reference.kind_labels import likely_kinds, meaning_of
from imbang.reference.kinds import KindList
from imbang.reference.spelling import plain, words_of

_MOST_TITLES = 30
_MOST_UNITS = 20  # different ones; a column with more is none of units
_MOST_KINDS = 200  # different texts of a column of kinds
_SHORTEST_ALIKE = 8  # letters; 'DTKS' is no 'TKSK' misspelt
_KINDS: Mapping[str, KindList] = {
    "pillar_kind": "pillar_kinds",
    "ppks_kind": "ppks_kinds",
}
_UNIT_HEADINGS = frozenset({"satuan", "unit", "satuandata", "satuanhitung"})
_PLAIN_TYPES = frozenset({"ignored", "region_code", "region_name", "period"})
_PLAIN_KEYS = frozenset({"unit", "flow", "year"})
_FAMILIES = words_of("kk keluarga kepalakeluarga rumahtangga ruta rt families")
_UNITS: Mapping[str, frozenset[str]] = {
    "persons": words_of("orang jiwa individu penduduk person persons people"),
    "households": _FAMILIES,
    "families": _FAMILIES,
}


@dataclass(frozen=True, eq=False)
class Beside:
    """What is said beside a table: in lines above it, its sheet's and file's name, units."""

    titles: tuple[Subject, ...]
    sheet: Subject
    file: Subject
    units: tuple[str, ...] = ()

    @property
    def near(self) -> tuple[Subject, ...]:
        """What the sheet says itself."""
        return (*self.titles, self.sheet, *map(subject_of, self.units))

    @property
    def every(self) -> tuple[Subject, ...]:
        """All of it, the file's name last."""
        return (*self.near, self.file)


@dataclass(frozen=True)
class SaidKind:
    """The words for the kind that all figures of a sheet are of, and the line they are in.

    It ``is_sure`` unless it is merely alike a kind, or one among others.
    """

    text: str
    line: str
    is_sure: bool


def beside(
    sheet: Sheet, file: Path, rows: Sequence[int], headings: Headings, about: About
) -> Beside:
    """What is said beside the table whose heading stands in these rows."""
    lines = (" ".join(filter(None, sheet.row(row))) for row in range(rows[0]))
    titles = [*islice(filter(None, lines), _MOST_TITLES), *about.titles]
    units = [
        text
        for at, heading in enumerate(headings.texts)
        if plain(heading) in _UNIT_HEADINGS
        and len(sheet.columns[at].texts) <= _MOST_UNITS
        for text in sheet.columns[at].texts
        if plain(text) not in _UNIT_HEADINGS
    ]
    return Beside(
        tuple(map(subject_of, titles)),
        subject_of(sheet.name or ""),
        subject_of(file.stem),
        tuple(dict.fromkeys((*units, *about.units))),
    )


def is_told(
    dataset: Dataset, headings: Headings, said: Beside, given: Mapping[str, str]
) -> bool:
    """Whether headings, or what stands beside them, say that it is this dataset."""
    return by_headings(dataset, headings, given) or any(
        subject.says(dataset.key) or _is_its_name(subject, dataset)
        for subject in said.every
    )


def _is_its_name(subject: Subject, dataset: Dataset) -> bool:
    return bool(subject.line) and plain(subject.line) in map(plain, dataset.sheets)


def by_headings(dataset: Dataset, headings: Headings, given: Mapping[str, str]) -> bool:
    """Whether the headings alone say so: by a column that only such tables have."""
    types = {column.key: column.type for column in dataset.columns}
    own = {
        key
        for key in headings.keys
        if types[key] not in _PLAIN_TYPES and key not in _PLAIN_KEYS
    }
    if not dataset.evidence:
        return not headings.lacks(dataset) or _has_own(dataset, headings, own)
    if any(types[key] not in MEASURES and key in headings.columns for key in own):
        return True
    if any(
        types[key] not in _KINDS or meaning_of(text, _KINDS[types[key]])
        for value in headings.values
        for key, text in value.says.items()
        if key in own
    ):
        return True  # 'Lainnya' alone is no kind, and any table's
    meant = _meant(dataset, given)
    return any(
        meant.get(plain(text)) in own or subject_of(text).says(dataset.key)
        for text in _measured(dataset, headings)
    )


def _has_own(dataset: Dataset, headings: Headings, own: set[str]) -> bool:
    """Whether two of these columns stand there, or one that every such table has.

    A 'Jumlah' is any table's.
    """
    spoken = {
        key
        for key, found in headings.columns.items()
        if key in own and any(subject_of(headings.texts[at]).rest for at in found)
    }
    said = {key for value in headings.values for key in value.says} & own
    required = {column.key for column in dataset.columns if column.required}
    return len(spoken | said) > 1 or bool((spoken | said) & required)


def _meant(dataset: Dataset, given: Mapping[str, str]) -> dict[str, str | None]:
    """Plain heading → the column that the officer says it is."""
    return {plain(text): names_of(dataset).get(plain(k)) for text, k in given.items()}


def _measured(dataset: Dataset, headings: Headings) -> Iterator[str]:
    """The headings of the columns that are read as figures."""
    types = {column.key: column.type for column in dataset.columns}
    read = headings.read().items()
    return (headings.texts[at] for at, key in read if types[key] in MEASURES)


def against(
    dataset: Dataset,
    headings: Headings,
    said: Beside,
    given: Mapping[str, str],
    *,
    is_asked: bool,
) -> str | None:
    """What stands beside the table and speaks of something else, in its own words.

    ``is_asked`` says that the officer names the dataset: with a heading that says so,
    too, a name of another dataset is none against it.
    """
    if (
        not dataset.evidence
        or _has_kinds(dataset)
        or _is_said(dataset, headings, given)
    ):
        return None
    if unit := _wrong_unit(dataset, headings, said.units):
        return unit
    near = [*said.titles, said.sheet]
    is_named = any(s.says(dataset.key) or _is_its_name(s, dataset) for s in near)
    is_sure = by_headings(dataset, headings, given)
    for subject in near:
        if _opposes(subject, dataset, is_named=is_named or (is_asked and is_sure)):
            return subject.line
    if is_named:
        return None
    if _opposes(said.file, dataset, is_named=is_sure):
        return said.file.line
    # The file's name alone says little against one that speaks of something.
    others = [s.line for s in near if s.rest]
    return others[0] if others and not is_sure and said.file.says(dataset.key) else None


def _has_kinds(dataset: Dataset) -> bool:
    return any(dataset.of_type("pillar_kind", "ppks_kind"))


def _is_said(dataset: Dataset, headings: Headings, given: Mapping[str, str]) -> bool:
    """Whether the officer says that a column is one of figures of the dataset."""
    meant = _meant(dataset, given)
    return any(meant.get(plain(text)) for text in _measured(dataset, headings))


def _opposes(subject: Subject, dataset: Dataset, *, is_named: bool) -> bool:
    """Whether a line speaks of something else, or of a part of what the dataset counts."""
    if subject.says(dataset.key) or _is_its_name(subject, dataset):
        return False
    if subject.parts or subject.kinds or dataset.key in subject.datasets:
        return True
    is_other = bool(subject.datasets) and not is_named
    return is_other or (subject.counts and bool(subject.rest))


def _wrong_unit(
    dataset: Dataset, headings: Headings, units: Sequence[str]
) -> str | None:
    """A unit in which none of the figures read is counted: 'JIWA/KM2'."""
    read = set(headings.read().values())
    known = [
        _UNITS.get(c.unit or "") for c in dataset.columns if c.key in read and c.unit
    ]
    if not known or None in known:
        return None
    allowed = {word for words in known if words for word in words}
    return next((unit for unit in units if plain(unit) not in allowed), None)


def kinds_at(sheet: Sheet, headings: Headings, which: KindList) -> int | None:
    """The column whose cells are kinds, half of the different ones at least and two."""
    return next(
        (at for at in headings.unknown if _are_kinds(sheet.columns[at], which)), None
    )


def _are_kinds(cells: Cells, which: KindList) -> bool:
    """As of `kinds_at`; several datasets ask it of the same column."""
    seen = _KINDS_SEEN.setdefault(cells, {})
    if which not in seen:
        texts = cells.texts if len(cells.texts) <= _MOST_KINDS else ()
        known = sum(meaning_of(text, which) is not None for text in texts)
        seen[which] = known > 1 and known * 2 >= len(texts) - 1
    return seen[which]


_KINDS_SEEN: weakref.WeakKeyDictionary[Cells, dict[KindList, bool]] = (
    weakref.WeakKeyDictionary()
)


def said_kind(which: KindList, said: Beside) -> SaidKind | None:
    """The kind that is said beside a table and not in it; the file's name counts last."""
    for subjects in (said.near, (said.file,)):
        speaking = [s for s in subjects if any(of == which for of, _k, _t in s.kinds)]
        if speaking:
            return _one_kind(which, speaking)
        for subject in subjects:
            is_alike = subject.counts and subject.rest and not subject.datasets
            if (
                is_alike
                and len(subject.text) >= _SHORTEST_ALIKE
                and likely_kinds(subject.text, which)
            ):
                return SaidKind(subject.text, subject.line, is_sure=False)
    return None


def _one_kind(which: KindList, speaking: Sequence[Subject]) -> SaidKind:
    sure = [(found, s) for s in speaking if (found := s.the_kind(which))]
    all_kinds = {kind for s in speaking for _of, kind, _text in s.kinds}
    if len(all_kinds) == 1 and sure:
        (_kind, text), subject = sure[0]
        return SaidKind(text, subject.line, is_sure=True)
    first = next((s for s in speaking if not s.the_kind(which)), speaking[0])
    return SaidKind(first.text or first.line, first.line, is_sure=False)
