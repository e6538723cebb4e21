"""Which dataset a sheet is: what is said, what it is called, what its headings are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from imbang.intake.files.cells import Sheet
from imbang.intake.headings.headings import Headings
from imbang.intake.headings.one_region import Place, placed
from imbang.intake.headings.rows import find_headings, top_of
from imbang.intake.headings.titled import Said, said_beside
from imbang.reference.datasets import Dataset, load_datasets
from imbang.reference.spelling import plain

GUIDE_SHEETS = ("Petunjuk", "Instructions", "Daftar", "Lists")
_GUIDES = frozenset(map(plain, GUIDE_SHEETS))


@dataclass(frozen=True, eq=False)
class Candidate:
    """A dataset that a sheet may be, and where its heading stands.

    ``said`` is what title and names say in place of columns.
    """

    dataset: Dataset
    heading_rows: tuple[int, ...]
    headings: Headings
    said: Said

    @property
    def is_whole(self) -> bool:
        """Whether every required column is there."""
        return not self.headings.lacks(self.dataset)

    @property
    def score(self) -> int:
        """How many of the dataset's columns are there, or said in place of them."""
        return self.headings.score(self.dataset) + sum(map(bool, self.said.values()))

    @property
    def is_said(self) -> bool:
        """Whether all is said without which no sheet is the dataset."""
        return all(self.said.values())


@dataclass(frozen=True)
class Choice:
    """The dataset chosen, or those between which nothing decides."""

    chosen: Candidate | None
    candidates: tuple[Candidate, ...] = ()


def is_guide(sheet: Sheet) -> bool:
    """Whether the sheet is one of the template's that hold no data."""
    return plain(sheet.name or "") in _GUIDES


def choose(
    sheet: Sheet,
    file: Path,
    asked: str | None,
    given: Mapping[str, str],
    region: str | None = None,
) -> Choice:
    """The dataset of a sheet: asked for, else by name, else by its headings.

    ``asked`` is the key of a dataset, ``region`` what the officer says of the file. A
    name decides only between datasets whose required columns are all there, or when
    there is none such.
    """
    datasets = load_datasets()
    wanted = [datasets[asked]] if asked else list(datasets.values())
    top = top_of(sheet)
    found = [
        _candidate(sheet, dataset, headings, Place(file, region))
        for dataset in wanted
        if (headings := find_headings(sheet, dataset, given, top=top))
    ]
    found = [candidate for candidate in found if asked or candidate.is_said]
    pool = [candidate for candidate in found if candidate.is_whole] or found
    for name in (sheet.name or "", file.stem):
        if named := _named(name, pool):
            return Choice(named)
    best = max((candidate.score for candidate in pool), default=0)
    first = [candidate for candidate in pool if candidate.score == best]
    return Choice(first[0] if len(first) == 1 else None, tuple(first))


def _candidate(
    sheet: Sheet,
    dataset: Dataset,
    found: tuple[tuple[int, ...], Headings],
    place: Place,
) -> Candidate:
    """A dataset that a sheet may be, with what stands beside the table only."""
    rows, headings = found
    said = said_beside(sheet, place.file, dataset, headings, rows)
    region = placed(headings, sheet, rows, dataset, place)
    return Candidate(dataset, rows, region, said)


def _named(name: str, pool: list[Candidate]) -> Candidate | None:
    """The candidate whose sheet name begins ``name``; the longest such name wins."""
    matches = [
        (len(plain(known)), candidate)
        for candidate in pool
        for known in (*candidate.dataset.sheets, candidate.dataset.key)
        if plain(name).startswith(plain(known))
    ]
    return max(matches, key=lambda match: match[0])[1] if matches else None
