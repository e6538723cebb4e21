"""What offices send: the datasets of ``data/datasets``, one TOML each, as dataclasses.

Checks, templates and documentation are made from these alone. A TOML that says
something unknown or contradictory is refused with its place, so that a slip while
adding a column is seen at once and not by an office.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from imbang import paths
from imbang.texts import language

ColumnType = Literal[
    "ignored",
    "identity",
    "text",
    "region_code",
    "region_name",
    "pillar_kind",
    "ppks_kind",
    "choice",
    "certificate",
    "year",
    "date",
    "period",
    "count",
]
# Of these a sheet may have several columns, which are read together as one.
SEVERAL: frozenset[str] = frozenset({"region_code", "region_name", "period"})
_NEED_CHOICES = frozenset({"choice", "certificate"})
_BOUNDS: Mapping[str, frozenset[str]] = {
    "minimum": frozenset({"year", "count"}),
    "maximum": frozenset({"year", "count"}),
    "earliest": frozenset({"date"}),
    "latest_days_ahead": frozenset({"date"}),
    "left_out": frozenset({"ppks_kind", "pillar_kind"}),
    "if_blank": frozenset({"choice"}),
}


class DatasetError(Exception):
    """A dataset's TOML is wrong; the text names file, column and what is expected."""


@dataclass(frozen=True)
class Choice:
    """One value a column may have: its key, the template's word, other words."""

    key: str
    label: str
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    """One column of a dataset; ``maximum`` may be the text ``this_year``."""

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

    @property
    def names(self) -> tuple[str, ...]:
        """Every heading by which the column is known, the template's first."""
        return (self.heading, self.heading_en, *self.synonyms, self.key)

    @property
    def note(self) -> str:
        """What to fill in, in the language now spoken."""
        return self.note_id if language() == "id" else self.note_en


@dataclass(frozen=True)
class Dataset:
    """One dataset whole; ``unique`` and ``in_order`` hold keys of columns."""

    key: str
    position: int
    sheets: tuple[str, ...]
    title_id: str
    title_en: str
    grain_id: str
    grain_en: str
    period: Literal["title", "row"]
    columns: tuple[Column, ...]
    unique: tuple[tuple[str, ...], ...] = ()
    in_order: tuple[tuple[str, str], ...] = ()
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

    def column(self, key: str) -> Column:
        """The column of that key; KeyError when there is none."""
        return {column.key: column for column in self.columns}[key]

    def of_type(self, *types: str) -> Iterator[Column]:
        """The columns of these types, in order."""
        return (column for column in self.columns if column.type in types)


@dataclass(frozen=True)
class RefusedColumn:
    """A column that no dataset takes, such as a telephone number."""

    key: str
    headings: tuple[str, ...]
    label_id: str
    label_en: str

    @property
    def label(self) -> str:
        """What it holds, in the language now spoken."""
        return self.label_id if language() == "id" else self.label_en


@functools.cache
def load_datasets(folder: Path = paths.DATASETS) -> Mapping[str, Dataset]:
    """The datasets by key, in the order of templates; DatasetError when one is wrong."""
    loaded = [_read_dataset(path) for path in sorted(folder.glob("*.toml"))]
    return {d.key: d for d in sorted(loaded, key=lambda d: (d.position, d.key))}


@functools.cache
def load_refused(folder: Path = paths.DATASETS) -> tuple[RefusedColumn, ...]:
    """The columns that every dataset refuses."""
    path = folder / "shared" / "refused.toml"
    content = _parse(path)
    if set(content) != {"columns"}:
        raise DatasetError(f"{path.name}: expected [[columns]] and nothing else")
    return tuple(_build(RefusedColumn, c, path.name) for c in content["columns"])


def _read_dataset(path: Path) -> Dataset:
    dataset: Dataset = _build(Dataset, _parse(path), path.name)
    if dataset.key != path.stem:
        raise DatasetError(f"{path.name}: key is {dataset.key!r}, not {path.stem!r}")
    keys = [column.key for column in dataset.columns]
    if doubled := {key for key in keys if keys.count(key) > 1}:
        raise DatasetError(f"{path.name}: columns twice: {sorted(doubled)}")
    named = {key for rule in (*dataset.unique, *dataset.in_order) for key in rule}
    if unknown := named - set(keys):
        raise DatasetError(f"{path.name}: rules name no column: {sorted(unknown)}")
    for column in dataset.columns:
        _check_column(column, f"{path.name}, column {column.key!r}")
    return dataset


def _check_column(column: Column, place: str) -> None:
    for rule, types in _BOUNDS.items():
        if getattr(column, rule) not in (None, ()) and column.type not in types:
            raise DatasetError(f"{place}: {rule} is for {sorted(types)} only")
    if bool(column.choices) != (column.type in _NEED_CHOICES):
        raise DatasetError(f"{place}: type {column.type!r} and choices do not agree")
    keys = [choice.key for choice in column.choices]
    if column.if_blank is not None and column.if_blank not in keys:
        raise DatasetError(f"{place}: if_blank is none of the choices {keys}")
    if isinstance(column.maximum, str) and column.maximum != "this_year":
        raise DatasetError(f"{place}: maximum is a number or 'this_year'")


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DatasetError(f"{path.name}: {error}") from error


def _build(kind: Any, content: object, place: str) -> Any:
    if not isinstance(content, dict):
        raise DatasetError(f"{place}: expected a table of {kind.__name__}")
    place = f"{place}, {content['key']!r}" if "key" in content else place
    known = {field.name: field for field in fields(kind)}
    if unknown := sorted(set(content) - set(known)):
        raise DatasetError(f"{place}: unknown {unknown}; known are {sorted(known)}")
    needed = {name for name, field in known.items() if field.default is MISSING}
    if missing := sorted(needed - set(content)):
        raise DatasetError(f"{place}: missing {missing}")
    hints = get_type_hints(kind)
    values = {k: _value(hints[k], v, f"{place}, {k}") for k, v in content.items()}
    return kind(**values)


def _value(hint: Any, value: object, place: str) -> Any:
    """``value`` as the annotation asks: texts, numbers, dates, tuples, dataclasses."""
    if get_origin(hint) is tuple:
        if not isinstance(value, list):
            raise DatasetError(f"{place}: expected a list")
        inner = get_args(hint)
        kinds = [inner[0]] * len(value) if inner[-1] is Ellipsis else list(inner)
        if len(kinds) != len(value):
            raise DatasetError(f"{place}: expected {len(kinds)} entries")
        return tuple(_value(k, v, place) for k, v in zip(kinds, value, strict=True))
    if get_origin(hint) is Literal:
        if value not in get_args(hint):
            raise DatasetError(f"{place}: {value!r} is none of {get_args(hint)}")
        return value
    if hasattr(hint, "__dataclass_fields__"):
        return _build(hint, value, place)
    allowed = get_args(hint) or (hint,)
    # bool is an int to Python, but not to whoever writes a TOML.
    if type(value) not in allowed:
        wanted = " or ".join(getattr(kind, "__name__", str(kind)) for kind in allowed)
        raise DatasetError(f"{place}: {value!r} is not {wanted}")
    return value
