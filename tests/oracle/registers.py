"""Registers by name: which rows are in force, and how far each person climbs.

Roles, persons and the ladder of domain.md, "Roles and people" and "What a register
covers", one row after the other.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from .sending import LEVELS, Role, Submission, depth, pillar_kinds

STEPS = ("persons", "active", "current", "trained", "valid", "with_decree")
ADULT = 18


@dataclass(frozen=True)
class Entry:
    """A register row in force: whose register, and who it is about."""

    office: str
    period: int
    role: Role
    person: object
    is_identified: bool
    trained_on: date | None


def in_force(sent: Iterable[Submission], as_of: int) -> dict[str, Submission]:
    """Each office's register as of a month."""
    found: dict[str, Submission] = {}
    for submission in sent:
        if submission.dataset != "pillars" or submission.period.last > as_of:
            continue
        held = found.get(submission.office)
        if held is None or submission.period.last >= held.period.last:
            found[submission.office] = submission
    return found


def entries(registers: dict[str, Submission], trained: dict[str, date]) -> list[Entry]:
    """The rows that count: of a role in two offices' registers, the lower office's.

    ``trained`` holds the day of each person's first bimtek.
    """
    found = []
    for office, register in registers.items():
        for number, role in enumerate(register.rows):
            assert isinstance(role, Role)
            identity = _identity(role)
            person = (office, number) if identity is None else identity
            last = register.period.last
            first = trained.get(identity or "")
            found.append(Entry(office, last, role, person, identity is not None, first))
    lowest: dict[tuple[object, str, str], int] = {}
    for entry in found:
        key = (entry.person, entry.role.kind, entry.role.region)
        lowest[key] = max(lowest.get(key, 0), depth(entry.office))
    return [
        entry
        for entry in found
        if depth(entry.office)
        == lowest[entry.person, entry.role.kind, entry.role.region]
    ]


def _identity(role: Role) -> str | None:
    is_person = pillar_kinds()[role.kind]["unit"] == "person"
    return role.nik if is_person else role.registration


def last_day(as_of: int) -> date:
    """The last day of the as-of month."""
    year, number = as_of // 12, as_of % 12 + 1
    return date(year, number, calendar.monthrange(year, number)[1])


def year_before(day: date) -> date:
    """Twelve calendar months earlier; 29 February becomes the 28th."""
    last = calendar.monthrange(day.year - 1, day.month)[1]
    return date(day.year - 1, day.month, min(day.day, last))


def climbed(entry: Entry, day: date) -> list[str]:
    """The steps of the ladder that one row satisfies, with every step before."""
    role, kind = entry.role, pillar_kinds()[entry.role.kind]
    tests = {
        "persons": True,
        "active": _is_active(role, day),
        "current": role.confirmed_on is not None
        and role.confirmed_on >= year_before(day),
        "trained": kind["unit"] != "person" or is_trained(entry, day),
        "valid": _is_valid(entry, day),
        "with_decree": role.decree is not None,
    }
    reached = []
    for step, holds in tests.items():
        if not holds:
            break
        reached.append(step)
    return reached


def _is_active(role: Role, day: date) -> bool:
    has_begun = role.start is None or role.start <= day
    goes_on = role.end is None or role.end >= day
    return not role.is_inactive and has_begun and goes_on


def is_trained(entry: Entry, day: date) -> bool:
    """Whether a certificate or a bimtek makes a row's person trained by a day."""
    if entry.trained_on is not None and entry.trained_on <= day:
        return True
    certificate = entry.role.certificate
    if isinstance(certificate, date):
        return certificate <= day
    return certificate not in (None, "no")


def _is_valid(entry: Entry, day: date) -> bool:
    role = entry.role
    served = LEVELS.index(pillar_kinds()[role.kind]["served_level"])
    is_placed = depth(role.region) >= served
    is_of_age = role.kind != "psm" or (
        role.birth_year is not None and day.year - role.birth_year >= ADULT
    )
    return entry.is_identified and is_placed and is_of_age


def persons(found: Sequence[Entry], step: str, day: date) -> set[object]:
    """Who stands on a step, each once."""
    return {entry.person for entry in found if step in climbed(entry, day)}
