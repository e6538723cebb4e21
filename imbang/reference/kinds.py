"""Reference data: kinds of pillars and of PPKS, as the files in data/reference say."""

from __future__ import annotations

import csv
import functools
from collections.abc import Mapping

from imbang import paths
from imbang.texts import _, language


@functools.cache
def pillar_kinds() -> Mapping[str, Mapping[str, str]]:
    """The rows of ``pillar_kinds.csv`` by kind, in order."""
    return _by_key("pillar_kinds.csv")


@functools.cache
def ppks_kinds() -> Mapping[str, Mapping[str, str]]:
    """The rows of ``ppks_kinds.csv`` by kind, in order."""
    return _by_key("ppks_kinds.csv")


def pillar_kinds_in(kind_set: str) -> tuple[str, ...]:
    """The kinds of a set by its name, or of a list of kinds with commas between."""
    column = f"in_{kind_set}"
    kinds = pillar_kinds()
    if any(column in row for row in kinds.values()):
        return tuple(kind for kind, row in kinds.items() if row[column] == "true")
    return tuple(kind_set.split(","))


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
    with (paths.REFERENCE / "expectations.csv").open(encoding="utf-8") as file:
        return tuple(csv.DictReader(file))


def expected_of(office_level: str) -> tuple[str, ...]:
    """The datasets that offices of a level are expected to send, or others instead."""
    rows = [row for row in expectations() if row["office_level"] == office_level]
    datasets = [name for row in rows for name in (row["dataset"], row["instead"])]
    return tuple(dict.fromkeys(name for name in datasets if name))


@functools.cache
def education_levels() -> Mapping[str, Mapping[str, str]]:
    """The rows of ``education_levels.csv`` by level, the lowest first."""
    return _by_key("education_levels.csv")


def label(kind: Mapping[str, str]) -> str:
    """A kind's name in the language now spoken."""
    return kind[f"label_{language()}"]


def _by_key(name: str) -> Mapping[str, Mapping[str, str]]:
    with (paths.REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return {row["key"]: row for row in csv.DictReader(file)}


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
