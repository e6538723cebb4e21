"""Which dataset a sheet is: what is said, what it is called, what its headings are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from imbang.intake.files.cells import Sheet
from imbang.intake.headings import evidence
from imbang.intake.headings.evidence import Beside, SaidKind
from imbang.intake.headings.headings import Headings
from imbang.intake.headings.one_region import Place, placed
from imbang.intake.headings.rows import find_headings
from imbang.intake.headings.titled import Said, said_beside
from imbang.intake.subjects.about import NOTHING, About
from imbang.intake.subjects.lines import subject_of
from imbang.reference.datasets import MEASURES, Dataset, load_datasets
from imbang.reference.kinds import KindList
from imbang.reference.likeness import likest
from imbang.reference.spelling import plain

GUIDE_SHEETS = ("Petunjuk", "Instructions", "Daftar", "Lists")
_GUIDES = frozenset(map(plain, GUIDE_SHEETS))
_ALIKE = 88.0  # of 100, for a heading that may be the one which tells the dataset


@dataclass(frozen=True, eq=False)
class Candidate:
    """A dataset that a sheet may be, and where its heading stands.

    ``said`` is what title and names say in place of columns, ``kind`` the kind of all
    figures where no column says one. ``against`` is what stands beside the table and
    speaks of something else; ``kinds_at`` a column of kinds under a heading that nobody
    knows.
    """

    dataset: Dataset
    heading_rows: tuple[int, ...]
    headings: Headings
    said: Said
    beside: Beside
    is_told: bool = True
    kind: SaidKind | None = None
    against: str | None = None
    kinds_at: int | None = None

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
    """The dataset chosen, or those between which nothing decides.

    ``untold`` are those that a sheet may be which says nothing of what it counts;
    ``seen`` is where its heading stands, though it may be that of none of them.
    """

    chosen: Candidate | None
    candidates: tuple[Candidate, ...] = ()
    untold: tuple[Candidate, ...] = ()
    seen: Candidate | None = None


def is_guide(sheet: Sheet) -> bool:
    """Whether the sheet is one of the template's that hold no data."""
    return plain(sheet.name or "") in _GUIDES


def choose(
    sheet: Sheet,
    place: Place,
    asked: str | None,
    given: Mapping[str, str],
    about: About = NOTHING,
) -> Choice:
    """The dataset of a sheet: asked for, else by name, else by its headings.

    ``place`` is what says of which region it is beside its titles, ``asked`` the key of
    a dataset, ``about`` what another sheet says of this one. A name decides only
    between datasets whose required columns are all there, or when there is none such; and none is chosen that nothing in the sheet speaks of.
    """
    datasets = load_datasets()
    wanted = [datasets[asked]] if asked else list(datasets.values())
    found = list(_candidates(sheet, place, wanted, given, about))
    told = [candidate for candidate in found if candidate.is_told or asked]
    pool = [candidate for candidate in told if candidate.is_whole] or told
    pool = [candidate for candidate in pool if candidate.against is None] or pool
    pool = [c for c in pool if c.is_whole or asked or c.against is None]
    pool = pool or [c for c in found if c.against is None and _is_nearly(c)]
    if not pool:
        untold = tuple(c for c in found if c.is_whole and not _kind_key(c.dataset))
        return Choice(None, untold=untold, seen=_clearest(found))
    return _first_of(pool, sheet, place.file)


def _first_of(pool: list[Candidate], sheet: Sheet, file: Path) -> Choice:
    """The candidate that names decide for, else the one of most columns."""
    for named in (sheet.name or "", file.stem):
        if one := _named(named, pool):
            return Choice(one)
    best = max(candidate.score for candidate in pool)
    first = [candidate for candidate in pool if candidate.score == best]
    return Choice(first[0] if len(first) == 1 else None, tuple(first))


def _candidates(
    sheet: Sheet,
    place: Place,
    wanted: Sequence[Dataset],
    given: Mapping[str, str],
    about: About,
) -> Iterator[Candidate]:
    """What the sheet may be by its headings, each with what speaks for it and against."""
    for dataset in wanted:
        found = find_headings(sheet, dataset, given, file=place.file.stem)
        if not found:
            continue
        rows, headings = found
        candidate = Candidate(
            dataset,
            rows,
            placed(headings, sheet, rows, dataset, place),
            said_beside(sheet, place.file, dataset, headings, rows),
            evidence.beside(sheet, place.file, rows, headings, about),
        )
        if candidate.is_said or len(wanted) == 1:
            yield _weighed(candidate, sheet, given, is_asked=len(wanted) == 1)


def _weighed(
    candidate: Candidate, sheet: Sheet, given: Mapping[str, str], *, is_asked: bool
) -> Candidate:
    dataset, headings, said = candidate.dataset, candidate.headings, candidate.beside
    which = _kinds_lacking(candidate)
    if which and (at := evidence.kinds_at(sheet, headings, which)) is not None:
        return replace(candidate, kinds_at=at)
    if which and (kind := _kind_beside(candidate, which)):
        types = {column.key: column.type for column in dataset.columns}
        headings = headings.all_of_kind(_kind_key(dataset), kind.text, types)
        return replace(candidate, headings=headings, kind=kind)
    return replace(
        candidate,
        is_told=evidence.is_told(dataset, headings, said, given),
        against=evidence.against(dataset, headings, said, given, is_asked=is_asked),
    )


def _kinds_lacking(candidate: Candidate) -> KindList | None:
    """The list of the kinds that no column of a table says."""
    lacking = [column.type for column in candidate.headings.lacks(candidate.dataset)]
    lists: dict[str, KindList] = {
        "pillar_kind": "pillar_kinds",
        "ppks_kind": "ppks_kinds",
    }
    return next((lists[type] for type in lacking if type in lists), None)


def _kind_beside(candidate: Candidate, which: KindList) -> SaidKind | None:
    """The kind that stands beside a table which lacks nothing else."""
    dataset = candidate.dataset
    is_register = "name" in candidate.headings.columns and any(
        dataset.of_type("pillar_kind")
    )
    if len(candidate.headings.lacks(dataset)) > 1 or not (
        dataset.evidence or is_register
    ):
        return None
    return evidence.said_kind(which, candidate.beside)


def _kind_key(dataset: Dataset) -> str:
    kinds = dataset.of_type("pillar_kind", "ppks_kind")
    return next((column.key for column in kinds), "")


def _is_nearly(candidate: Candidate) -> bool:
    """Whether a heading is alike to one that tells the dataset: 'Jenis PMSK'."""
    dataset, headings = candidate.dataset, candidate.headings
    names = {
        plain(name): column
        for column in headings.lacks(dataset)
        if column.type not in {"region_code", "region_name", "period"}
        for name in column.names
        if column.type not in MEASURES or subject_of(name).says(dataset.key)
    }
    return any(
        likest(plain(headings.texts[at]), names, alike=_ALIKE)
        for at in headings.unknown
    )


def _clearest(found: Sequence[Candidate]) -> Candidate | None:
    return max(found, key=lambda candidate: candidate.score, default=None)


def _named(name: str, pool: list[Candidate]) -> Candidate | None:
    """The candidate whose sheet name begins ``name``; the longest such name wins."""
    matches = [
        (len(plain(known)), candidate)
        for candidate in pool
        for known in (*candidate.dataset.sheets, candidate.dataset.key)
        if plain(name).startswith(plain(known))
    ]
    return max(matches, key=lambda match: match[0])[1] if matches else None
