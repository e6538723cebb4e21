"""Kinds of pillars and of needs, and what else the files in ``data/reference`` list."""

from __future__ import annotations

import csv
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from imbang import paths
from imbang.texts import _, language

KindList = Literal["pillar_kinds", "ppks_kinds"]


@dataclass(frozen=True)
class Kind:
    """One kind; ``unit`` is person, family or institution.

    ``group`` is the group of problems of a kind of need; ``sets`` are the sets of kinds
    in use that a kind of pillar belongs to.
    """

    key: str
    label_id: str
    label_en: str
    abbreviation: str
    unit: str
    group: str
    sets: frozenset[str]
    synonyms: tuple[str, ...]
    family_synonyms: tuple[str, ...]

    @property
    def label(self) -> str:
        """The kind's name in the language now spoken."""
        return self.label_id if language() == "id" else self.label_en


def pillar_kinds() -> Mapping[str, Kind]:
    """The kinds of ``pillar_kinds.csv`` by key, in order."""
    return load_kinds("pillar_kinds")


def ppks_kinds() -> Mapping[str, Kind]:
    """The kinds of ``ppks_kinds.csv`` by key, in order."""
    return load_kinds("ppks_kinds")


@functools.cache
def load_kinds(which: KindList) -> Mapping[str, Kind]:
    """The kinds of ``data/reference/<which>.csv`` by key, in order."""
    return {row["key"]: _kind(row) for row in _rows(which)}


def _kind(row: Mapping[str, str]) -> Kind:
    return Kind(
        key=row["key"],
        label_id=row["label_id"],
        label_en=row["label_en"],
        abbreviation=row["abbreviation"],
        unit=row["unit"],
        group=row.get("problem_group", ""),
        sets=frozenset(
            name.removeprefix("in_")
            for name, told in row.items()
            if name.startswith("in_") and told == "true"
        ),
        synonyms=_parts(row.get("synonyms")),
        family_synonyms=_parts(row.get("family_synonyms")),
    )


def _parts(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (text or "").split("|") if part.strip())


def _rows(name: str) -> list[dict[str, str]]:
    """The rows of a file of reference data."""
    path = paths.REFERENCE / f"{name}.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def pillar_kinds_in(kind_set: str) -> tuple[str, ...]:
    """The kinds of a set by its name, or of a list of kinds with commas between."""
    named = tuple(key for key, kind in pillar_kinds().items() if kind_set in kind.sets)
    return named or tuple(kind_set.split(","))


def ppks_kinds_in(counted: str) -> tuple[str, ...]:
    """The kinds that ``all``, ``without_poor`` or a list of kinds names."""
    if counted == "all":
        return tuple(ppks_kinds())
    if counted == "without_poor":
        return tuple(kind for kind in ppks_kinds() if kind != "poor")
    return tuple(kind.strip() for kind in counted.split(","))


@functools.cache
def expectations() -> tuple[Mapping[str, str], ...]:
    """The rows of ``expectations.csv``: which level of offices sends what by when."""
    return tuple(_rows("expectations"))


def expected_of(office_level: str) -> tuple[str, ...]:
    """The datasets that offices of a level are expected to send, or others instead."""
    rows = [row for row in expectations() if row["office_level"] == office_level]
    datasets = [name for row in rows for name in (row["dataset"], row["instead"])]
    return tuple(dict.fromkeys(name for name in datasets if name))


@functools.cache
def education_levels() -> Mapping[str, Mapping[str, str]]:
    """The rows of ``education_levels.csv`` by level, the lowest first."""
    return {row["key"]: row for row in _rows("education_levels")}


def education_name(level: str) -> str:
    """A level of education in the language now spoken."""
    return education_levels()[level][f"label_{language()}"]


def group_name(group: str) -> str:
    """A group of problems in words."""
    return {
        "neglect": _("Neglect"),
        "disability": _("Disability"),
        "deviant_behaviour": _("Deviant behaviour"),
        "violence": _("Violence"),
        "exploitation": _("Exploitation and discrimination"),
        "social_marginality": _("Social marginality"),
        "poverty": _("Poverty"),
        "drug_abuse": _("Drug abuse"),
        "natural_disaster": _("Natural disaster"),
        "social_disaster": _("Social disaster"),
        "remoteness": _("Remoteness"),
    }[group]
