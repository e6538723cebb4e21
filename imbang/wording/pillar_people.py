"""What is said of people in registers of pillars: the ladder from roles to valid ones, who
holds several roles.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from imbang import formats
from imbang.analysis.matched import Change
from imbang.formats import exists
from imbang.reference import kinds as reference_kinds
from imbang.texts import _, plural

Row = Mapping[str, Any]


STEPS = ("roles", "persons", "active", "current", "trained", "valid")


@dataclass(frozen=True)
class Rung:
    """A step of the ladder: what is left, how many fell out before it, and why.

    ``change`` is that of ``count`` since an earlier month, None without one.
    """

    key: str
    label: str
    count: int
    lost: int
    reason: str
    change: int | None = None


def kind_name(kind: str | None) -> str:
    """A kind's short name in a sentence; of all kinds together, what they are."""
    if kind is None:
        return _("pillar people")
    row = reference_kinds.pillar_kinds()[kind]
    return row.abbreviation or row.label


def rungs(row: Row, changes: Mapping[str, Change] | None = None) -> list[Rung]:
    """The ladder as a subtraction: each step is the one before it less who fell out.

    Empty where nobody is known by name. Steps that do not apply are passed over.
    ``changes`` are those since an earlier month, by step.
    """
    if not exists(row["roles"]):
        return []
    names, reasons = _names(), _reasons(is_person=row["unit"] == "person")
    found: list[Rung] = []
    for step in STEPS:
        if not exists(row[step]):
            continue
        count = int(row[step])
        lost = found[-1].count - count if found else 0
        moved = (changes or {}).get(step)
        change = None if moved is None else round(moved.difference)
        found.append(Rung(step, names[step], count, lost, reasons[step], change))
    return found


def _names() -> dict[str, str]:
    return {
        "roles": _("Roles in registers"),
        "persons": _("Different people"),
        "active": _("Active by name"),
        "current": _("Confirmed within 12 months"),
        "trained": _("Trained"),
        "valid": _("Valid"),
    }


def _reasons(*, is_person: bool) -> dict[str, str]:
    """Why somebody of the step before is not in a step."""
    valid = _("not identified, not placed where they serve, or not known to be 18")
    return {
        "roles": "",
        "persons": _("further roles of the same person")
        if is_person
        else _("registered twice"),
        "active": _("not active, term over or not begun"),
        "current": _("not confirmed for 12 months"),
        "trained": _("no certificate and no bimtek known"),
        "valid": valid if is_person else _("no registration number or not placed"),
    }


def told_ladder(steps: list[Rung], kind: str | None) -> str:
    """The heading of the ladder."""
    last = steps[-1]
    return _(
        "{valid} of {roles} {kind} remain from roles to valid ones",
        valid=formats.number(last.count),
        roles=formats.number(steps[0].count),
        kind=kind_name(kind),
    )


def told_overlap(own: Row, overlap: pd.DataFrame) -> str:
    """The heading of dual roles: how many hold several, and which two most often."""
    people = int(own["two_kinds"]) + int(own["three_kinds"])
    first = plural(
        "{n} person holds several kinds of roles",
        "{n} people hold several kinds of roles",
        people,
        n=formats.number(people),
    )
    if overlap.empty:
        return first
    pair = overlap.iloc[0]
    return _(
        "{first}, most often {a} and {b}",
        first=first,
        a=kind_name(pair["kind_a"]),
        b=kind_name(pair["kind_b"]),
    )


def told_never(own: Row) -> str:
    """How many of those by name have never been to a bimtek (a row of
    ``training_reach``)."""
    return _(
        "{never} of {active} PSM active by name have never been to a bimtek",
        never=formats.number(own["never"]),
        active=formats.number(own["active"]),
    )


def told_unidentified(own: Row) -> str:
    """Of how many that cannot be known; empty where of nobody."""
    if not exists(own["unidentified"]) or own["unidentified"] == 0:
        return ""
    return _(
        "Of {n} PSM without a NIK it cannot be known whether they have been trained.",
        n=formats.number(own["unidentified"]),
    )
