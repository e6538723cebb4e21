"""What offices send: the datasets of ``data/datasets``, one TOML each, as dataclasses.

Checks, templates and documentation are made from these alone. A TOML that says
something unknown or contradictory is refused with its place, so that a slip while
adding a column is seen at once and not by an office.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from imbang import paths
from imbang.reference.levels import Level
from imbang.reference.spelling import plain
from imbang.reference.toml_records import DatasetError, build, parse
from imbang.texts import language

ColumnType = Literal[
    "ignored",
    "identity",
    "text",
    "region_code",
    "region_name",
    "pillar_kind",
    "ppks_kind",
    "indicator",
    "choice",
    "certificate",
    "year",
    "date",
    "period",
    "count",
    "amount",
    "decimal",
]
# Of these a blank cell says that the figure is not known, even where it is required.
MEASURES: frozenset[str] = frozenset({"count", "amount", "decimal"})
# Of these a sheet may have several columns, which are read together as one.
SEVERAL: frozenset[str] = frozenset({"region_code", "region_name", "period"})
_NEED_CHOICES = frozenset({"choice", "certificate"})
_BOUNDS: Mapping[str, frozenset[str]] = {
    "minimum": frozenset({"year", "count", "amount", "decimal"}),
    "maximum": frozenset({"year", "count", "amount", "decimal"}),
    "earliest": frozenset({"date"}),
    "latest_days_ahead": frozenset({"date"}),
    "left_out": frozenset({"ppks_kind", "pillar_kind"}),
    "if_blank": frozenset({"choice"}),
    "is_open": frozenset({"choice"}),
    "is_titled": frozenset({"choice"}),
    "in_headings": frozenset({"choice"}),
    "is_flow": frozenset({"count", "amount"}),
    "is_anywhere": frozenset({"region_code"}),
    "refers_to": frozenset({"text"}),
}
# What any table has: it tells no dataset from others.
_ANY_TABLES = frozenset({"ignored", "region_code", "region_name", "period"})
_ANY_FIGURES = frozenset({"jumlah", "total"})
FLOW = "flow"  # the column that says which months the flows of a row cover
FLOWS = ["cumulative", "monthly"]  # from January to the period's end; the period


@dataclass(frozen=True)
class Choice:
    """One value a column may have: its key, the template's word, other words."""

    key: str
    label: str
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    """One column of a dataset; ``maximum`` may be the text ``this_year``.

    A choice that ``is_open`` keeps other words as they stand. One that ``is_titled`` may
    be said by the title, the sheet's name or the file's in place of a column: without
    any of these no sheet is the dataset. One that is ``in_headings`` may stand over the
    figures. A count or amount that ``is_flow`` covers months, as the row's column
    ``flow`` says. A region that ``is_anywhere`` may lie outside the office.
    ``refers_to`` names the dataset whose column of the same key holds the value. One that
    ``is_personal`` tells of a person who may be known by it; docs/privacy.md says why it
    is kept.
    """

    key: str
    heading: str
    heading_en: str
    type: ColumnType
    note_id: str
    note_en: str
    example: str
    synonyms: tuple[str, ...] = ()
    required: bool = False
    in_template: bool = True
    unit: str | None = None
    minimum: int | None = None
    maximum: int | str | None = None
    earliest: date | None = None
    latest_days_ahead: int | None = None
    choices: tuple[Choice, ...] = ()
    if_blank: str | None = None
    left_out: tuple[str, ...] = ()
    is_open: bool = False
    is_titled: bool = False
    in_headings: bool = False
    is_flow: bool = False
    is_anywhere: bool = False
    is_personal: bool = False
    refers_to: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Every heading by which the column is known, the template's first."""
        return (self.heading, self.heading_en, *self.synonyms, self.key)

    @property
    def note(self) -> str:
        """What to fill in, in the language now spoken."""
        return self.note_id if language() == "id" else self.note_en


@dataclass(frozen=True)
class RefusedColumn:
    """A column that is not taken, such as a telephone number."""

    key: str
    headings: tuple[str, ...]
    label_id: str
    label_en: str

    @property
    def label(self) -> str:
        """What it holds, in the language now spoken."""
        return self.label_id if language() == "id" else self.label_en


@dataclass(
    frozen=True, eq=False
)  # compared and cached by identity: there is one of each
class Dataset:
    """One dataset whole; ``unique``, ``in_order`` and ``any_of`` hold keys of columns.

    Of each group of ``any_of`` a table has at least one column, and a row one cell.
    ``refused`` are columns that this dataset takes no more than those no dataset takes;
    ``prefilled`` the levels of which the template gives an office every region.
    ``told_apart`` holds the figures, and the choices they are told of, that offices
    send one by one: a file takes the place only of what it tells of itself.
    ``evidence`` are the words of which a sheet has one, in its headings, titles or names,
    where no column of its own tells it from other tables of regions and figures.
    """

    key: str
    position: int
    sheets: tuple[str, ...]
    title_id: str
    title_en: str
    grain_id: str
    grain_en: str
    period: Literal["title", "row"]
    columns: tuple[Column, ...]
    evidence: tuple[str, ...] = ()
    unique: tuple[tuple[str, ...], ...] = ()
    in_order: tuple[tuple[str, str], ...] = ()
    any_of: tuple[tuple[str, ...], ...] = ()
    refused: tuple[RefusedColumn, ...] = ()
    prefilled: tuple[Level, ...] = ()
    told_apart: tuple[str, ...] = ()
    added_up_by_label: bool = False

    @property
    def title(self) -> str:
        """The dataset's name in the language now spoken."""
        return self.title_id if language() == "id" else self.title_en

    @property
    def grain(self) -> str:
        """What one row is, in the language now spoken."""
        return self.grain_id if language() == "id" else self.grain_en

    @property
    def shown(self) -> tuple[Column, ...]:
        """The columns that the template has."""
        return tuple(column for column in self.columns if column.in_template)

    @property
    def flows(self) -> tuple[str, ...]:
        """The keys of the columns that cover months rather than stand at one."""
        return tuple(column.key for column in self.columns if column.is_flow)

    def column(self, key: str) -> Column:
        """The column of that key; KeyError when there is none."""
        return {column.key: column for column in self.columns}[key]

    def of_type(self, *types: str) -> Iterator[Column]:
        """The columns of these types, in order."""
        return (column for column in self.columns if column.type in types)


def load_datasets(folder: Path | None = None) -> Mapping[str, Dataset]:
    """The datasets by key, in the order of templates; DatasetError when one is wrong."""
    return _read_datasets(folder or paths.DATASETS)


def load_refused(folder: Path | None = None) -> tuple[RefusedColumn, ...]:
    """The columns that every dataset refuses."""
    return _read_refused(folder or paths.DATASETS)


@functools.cache
def _read_datasets(folder: Path) -> Mapping[str, Dataset]:
    loaded = [_read_dataset(path) for path in sorted(folder.glob("*.toml"))]
    _check_evidence(loaded)
    return {d.key: d for d in sorted(loaded, key=lambda d: (d.position, d.key))}


@functools.cache
def _read_refused(folder: Path) -> tuple[RefusedColumn, ...]:
    path = folder / "shared" / "refused.toml"
    content = parse(path)
    if set(content) != {"columns"}:
        raise DatasetError(f"{path.name}: expected [[columns]] and nothing else")
    return tuple(build(RefusedColumn, c, path.name) for c in content["columns"])


def _read_dataset(path: Path) -> Dataset:
    dataset: Dataset = build(Dataset, parse(path), path.name)
    if dataset.key != path.stem:
        raise DatasetError(f"{path.name}: key is {dataset.key!r}, not {path.stem!r}")
    keys = [column.key for column in dataset.columns]
    if doubled := {key for key in keys if keys.count(key) > 1}:
        raise DatasetError(f"{path.name}: columns twice: {sorted(doubled)}")
    rules = (
        *dataset.unique,
        *dataset.in_order,
        *dataset.any_of,
        dataset.told_apart,
    )
    if unknown := {key for rule in rules for key in rule} - set(keys):
        raise DatasetError(f"{path.name}: rules name no column: {sorted(unknown)}")
    for column in dataset.columns:
        _check_column(column, f"{path.name}, column {column.key!r}")
    _check_flows(dataset, path.name)
    return dataset


def _check_evidence(datasets: Iterable[Dataset]) -> None:
    """What a sheet is rests on evidence: on words, each of one dataset, or on a column."""
    whose: dict[str, str] = {}
    for dataset in datasets:
        place = f"{dataset.key}.toml"
        own = {key for group in dataset.any_of for key in group} | {
            column.key for column in dataset.columns if column.required
        }
        columns = [
            c for c in dataset.columns if c.key in own and c.type not in _ANY_TABLES
        ]
        told = any(c.type not in MEASURES for c in columns) or (
            bool(columns) and not any(map(_is_any_figure, columns))
        )
        if not dataset.evidence and not told:
            raise DatasetError(f"{place}: needs evidence, or a column that tells it")
        for word in dataset.evidence:
            other = whose.setdefault(plain(word), dataset.key)
            if not plain(word) or other != dataset.key:
                raise DatasetError(f"{place}: evidence {word!r} is {other}'s or none")


def _is_any_figure(column: Column) -> bool:
    return not _ANY_FIGURES.isdisjoint(map(plain, column.names))


def _check_column(column: Column, place: str) -> None:
    for rule, types in _BOUNDS.items():
        if getattr(column, rule) not in (None, (), False) and column.type not in types:
            raise DatasetError(f"{place}: {rule} is for {sorted(types)} only")
    if bool(column.choices) != (column.type in _NEED_CHOICES):
        raise DatasetError(f"{place}: type {column.type!r} and choices do not agree")
    keys = [choice.key for choice in column.choices]
    if column.if_blank is not None and column.if_blank not in keys:
        raise DatasetError(f"{place}: if_blank is none of the choices {keys}")
    if isinstance(column.maximum, str) and column.maximum != "this_year":
        raise DatasetError(f"{place}: maximum is a number or 'this_year'")


def _check_flows(dataset: Dataset, place: str) -> None:
    """A dataset of flows says in each row which months they cover."""
    said = [
        choice.key for c in dataset.columns if c.key == FLOW for choice in c.choices
    ]
    if dataset.flows and (sorted(said) != FLOWS or dataset.period != "row"):
        raise DatasetError(
            f"{place}: flows need periods of rows and a column {FLOW!r} of {FLOWS}"
        )
