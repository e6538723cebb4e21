"""Whether a sheet is a register of persons in need: names or NIKs, regions, and kinds."""

from __future__ import annotations

import re
from dataclasses import dataclass

from imbang.intake.files.cells import Sheet
from imbang.intake.headings import evidence
from imbang.intake.headings.choosing import Candidate, Choice
from imbang.intake.headings.evidence import Beside, SaidKind
from imbang.intake.headings.headings import Headings, lookup
from imbang.intake.headings.one_region import Place
from imbang.intake.headings.rows import find_headings
from imbang.intake.headings.words import Vocabulary
from imbang.intake.report.results import Options
from imbang.intake.subjects.about import About
from imbang.reference.datasets import load_datasets
from imbang.reference.kind_labels import meaning_of
from imbang.reference.kinds import load_kinds
from imbang.reference.spelling import words_of

PEOPLE, NEEDS = "pillars", "ppks"  # the datasets whose headings a register has
LIST = "national_list"
_PERSONAL = frozenset({"nik", "sex", "birth_year"})
_OF_PERSONS = words_of("usia umur lahir ttl gender kelamin")
_OF_KINDS = words_of("jenis kategori klaster pmks ppks")
_NEEDS = words_of("pmks ppks")
_DISABILITY = words_of("disabilitas kedisabilitasan kecacatan")
_OF_LISTS = words_of("desil dtks dtsen")
_WORD = re.compile("[a-z]+")
_MOST_KINDS = 200  # different texts of a column of kinds


@dataclass(frozen=True, eq=False)
class Register:
    """A register: ``people`` are its headings as those of persons, ``counted`` as counts.

    ``counted`` has the columns of regions, of the kind and of the period alone; ``kind``
    is that of all rows where no column says one. ``asked`` is the heading of the names or
    NIKs, of which the officer says that rows are counted.
    """

    heading_rows: tuple[int, ...]
    people: Headings
    counted: Headings
    kind: SaidKind | None
    beside: Beside
    asked: str


def find_register(
    choice: Choice, sheet: Sheet, place: Place, options: Options, about: About
) -> Register | None:
    """The register that a sheet is; None for any other sheet.

    One that is all that a dataset asks for is that dataset's, but for people whose kinds
    are needs.
    """
    chosen = choice.chosen
    if options.dataset not in (None, NEEDS) or (
        chosen is not None and chosen.is_whole and chosen.dataset.key != PEOPLE
    ):
        return None
    datasets = load_datasets()
    file = place.file.stem
    found = find_headings(sheet, datasets[PEOPLE], options.given, file=file)
    if found is None:
        return None
    rows, people = found
    regions = {
        key: people.columns[key]
        for key in ("region_code", "region_name")
        if key in people.columns
    }
    persons = [at for key in ("nik", "name") for at in people.columns.get(key, ())]
    if not regions or not persons or not _is_of_persons(people):
        return None
    beside = evidence.beside(sheet, place.file, rows, people, about)
    kinds_at = _kinds_at(sheet, people, rows)
    kind = None if kinds_at is not None else _kind_of_all(sheet, people, beside, rows)
    if kinds_at is None and (kind is None or (chosen and chosen.is_whole)):
        return None
    names = Vocabulary(datasets[NEEDS], options.given).names
    periods = tuple(
        at for at in people.unknown if lookup(people.texts[at], names) == "period"
    )
    columns = {
        **regions,
        **({} if kinds_at is None else {"kind": (kinds_at,)}),
        **({"period": periods} if periods else {}),
    }
    counted = Headings(people.texts, columns, {}, (), {}, homes=people.homes)
    return Register(rows, people, counted, kind, beside, people.texts[persons[0]])


def is_of_list(chosen: Candidate) -> bool:
    """Whether persons without a kind are those of the national list: DTKS or DTSEN."""
    lacking = [column.type for column in chosen.headings.lacks(chosen.dataset)]
    if chosen.dataset.key != PEOPLE or lacking != ["pillar_kind"]:
        return False
    headings = [word for text in chosen.headings.texts for word in _words(text)]
    return _is_of_persons(chosen.headings) and (
        any(LIST in subject.datasets for subject in chosen.beside.every)
        or not _OF_LISTS.isdisjoint(headings)
    )


def _is_of_persons(people: Headings) -> bool:
    """Whether a heading is one of persons, not of offices or schools."""
    return bool(_PERSONAL & people.columns.keys()) or any(
        not _OF_PERSONS.isdisjoint(_words(people.texts[at])) for at in people.unknown
    )


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _kinds_at(sheet: Sheet, people: Headings, rows: tuple[int, ...]) -> int | None:
    """The column whose heading or cells are kinds of need."""
    for at in (*people.columns.get("kind", ()), *people.unknown):
        heading, texts = people.texts[at], sheet.columns[at].texts
        if (
            len(texts) > _MOST_KINDS
            or not (sheet.columns[at].codes[rows[-1] + 1 :] >= 0).any()
        ):
            continue
        words = set(_words(heading))
        if words & _NEEDS and words & _OF_KINDS and "nama" not in words:
            return at
        known = sum(meaning_of(text, "ppks_kinds") is not None for text in texts)
        least = 1 if words & _OF_KINDS else 2
        if known >= least and known * 2 >= len(texts) - 1:
            return at
    return None


def _kind_of_all(
    sheet: Sheet, people: Headings, beside: Beside, rows: tuple[int, ...]
) -> SaidKind | None:
    """The kind that title or names say, or a column of disabilities that is full."""
    if any(of == "ppks_kinds" for s in beside.every for of, _kind, _text in s.kinds):
        return evidence.said_kind("ppks_kinds", beside)
    for at in people.unknown:
        filled = sheet.columns[at].codes[rows[-1] + 1 :] >= 0
        if not _DISABILITY.isdisjoint(_words(people.texts[at])) and filled.any():
            label = load_kinds("ppks_kinds")["person_with_disability"].label_id
            return SaidKind(label, people.texts[at], is_sure=True)
    return None
