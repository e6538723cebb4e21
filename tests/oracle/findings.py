"""What three rules must find, worked out a second time from the rows that were sent."""

from __future__ import annotations

from itertools import combinations

from . import registers
from .pillars import OFFICES_THAT_COVER
from .registers import Entry
from .reports import latest_reports, settle_needs
from .sending import (
    NATION,
    Submission,
    children,
    is_within,
    level,
    pillar_kinds,
    ppks_kinds,
)
from .trainings import first_bimtek

Found = dict[tuple[object, ...], tuple[int, ...]]


def dual_roles(sent: list[Submission], as_of: int) -> Found:
    """People active in two kinds at once, by region and pair of kinds."""
    people: dict[object, list[Entry]] = {}
    for entry in _active(sent, as_of):
        is_person = pillar_kinds()[entry.role.kind]["unit"] == "person"
        if is_person and entry.is_identified:
            people.setdefault(entry.person, []).append(entry)
    pairs: dict[tuple[object, ...], set[object]] = {}
    for person, held in people.items():
        for one, other in combinations(sorted(held, key=lambda e: e.role.kind), 2):
            if one.role.kind != other.role.kind:
                region = _common(one.office, other.office)
                key = (region, one.role.kind, other.role.kind)
                pairs.setdefault(key, set()).add(person)
    return {key: (len(persons),) for key, persons in pairs.items()}


def _active(sent: list[Submission], as_of: int) -> list[Entry]:
    day = registers.last_day(as_of)
    found = registers.entries(registers.in_force(sent, as_of), first_bimtek(sent))
    return [entry for entry in found if "active" in registers.climbed(entry, day)]


def _common(office: str, other: str) -> str:
    if office == other:
        return office
    return office[:2] if office[:2] == other[:2] else NATION


def children_against_report(sent: list[Submission], as_of: int) -> Found:
    """Direct reports that the regions below add up to otherwise, for one period."""
    found: Found = {}
    for kind in ppks_kinds():
        for unit, settled in settle_needs(sent, kind, as_of).items():
            for code, direct in settled.reports.items():
                parts = [settled.figure(child) for child in children(code)]
                if not parts or not all(part and part.is_complete for part in parts):
                    continue
                if settled.figure(code) is None:  # ended by the other unit
                    continue
                total = sum(part.total for part in parts if part)
                periods = {part.period for part in parts if part}
                if periods == {direct.period} and total != direct.count:
                    found[code, kind, unit] = (total, direct.count)
    return found


def register_against_count(sent: list[Submission], as_of: int) -> Found:
    """Offices whose register holds other people than the number they give."""
    in_force = registers.in_force(sent, as_of)
    active = _active(sent, as_of)
    found: Found = {}
    for office, register in in_force.items():
        if level(office) not in OFFICES_THAT_COVER:
            continue
        for kind in {role.kind for role in register.rows}:
            reports = latest_reports(sent, "pillar_counts", kind, "person", as_of)
            own = {
                code: one for code, one in reports.items() if is_within(code, office)
            }
            highest = min((code.count(".") for code in own), default=0)
            regions = [code for code in own if code.count(".") == highest]
            registered = sum(_persons(active, kind, code) for code in regions)
            reported = sum(own[code].count for code in regions)
            if registered != reported:
                found[office, kind] = (registered, reported)
    return found


def _persons(active: list[Entry], kind: str, code: str) -> int:
    return len(
        {
            entry.person
            for entry in active
            if entry.role.kind == kind and is_within(entry.role.region, code)
        }
    )
