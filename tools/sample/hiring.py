"""Who fills a place: someone new, or someone who already holds another role."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from imbang.reference import regions
from tools.sample import kinds, people
from tools.sample.people import Person
from tools.sample.plan import Office

# How often a role goes to somebody who is a PSM already, and to a PSM elsewhere.
_HELD_BY_A_PSM = {
    "psm": 0.025,
    "tksk": 0.28,
    "social_companion": 0.14,
    "community_extension_worker": 0.12,
    "tagana": 0.15,
}
_BLANK_NIK, _BLANK_BIRTH_YEAR, _UNDER_AGE, _UNTRAINED = 0.03, 0.016, 0.004, 0.35
_PSM_AT_DISTRICT, _WITHOUT_DECREE, _REGISTERED = 0.01, 0.14, 0.25
_TRAINED_BEFORE = date(2022, 1, 1)
_YOUNGEST = timedelta(days=5300)


@dataclass(frozen=True)
class Role:
    """One row of a register in one round; ``person`` is None for an institution."""

    kind: str
    region: str
    name: str
    person: Person | None
    registration: str
    decree: str
    start: date
    certificate: date | None
    confirmed: date | None
    is_neglected: bool
    shows_nik: bool = True
    shows_birth_year: bool = True
    is_active: bool = True
    end: date | None = None


class Hiring:
    """Makes the roles of one office; ``borrowed`` are PSM of the office next door."""

    def __init__(
        self, office: Office, draw: Random, borrowed: Iterable[Person]
    ) -> None:
        self.office, self.draw = office, draw
        self._borrowed = list(borrowed)
        self._districts = list(regions.load().below(office.code, "district"))
        self._taken: set[str] = set()
        self._numbers: dict[str, int] = {}
        self._psm: list[Role] = []
        self._held: set[tuple[str, str, str]] = set()

    def hire(self, kind: str, region: str, start: date) -> Role:
        """A new role from ``start`` on."""
        if (
            kind == "psm"
            and self._happens(_PSM_AT_DISTRICT)
            and not self.office.counts_only
        ):
            region = region[:8]
        is_person = kinds.PILLARS[kind]["unit"] == "person"
        person = self._person(kind, region) if is_person else None
        if person:
            start = max(start, person.born + _YOUNGEST)
        role = Role(
            kind,
            region,
            person.name if person else self._institution(kind),
            person,
            self._registration(kind, is_person=is_person),
            self._decree(start),
            start,
            self._certificate(start) if is_person else None,
            confirmed=start,
            is_neglected=self._happens(self.office.stale),
            shows_nik=not self._happens(_BLANK_NIK),
            shows_birth_year=kind != "psm" or not self._happens(_BLANK_BIRTH_YEAR),
        )
        if kind == "psm":
            self._psm.append(role)
        return role

    def _happens(self, share: float) -> bool:
        return self.draw.random() < share

    def _person(self, kind: str, region: str) -> Person:
        person = self._known_person(kind, region)
        if person is None:
            district = region if len(region) >= 8 else self.draw.choice(self._districts)
            person = people.make_person(
                self.draw,
                district[:8],
                taken=self._taken,
                under_age=kind == "psm" and self._happens(_UNDER_AGE),
            )
        self._held.add((person.nik, kind, region))
        return person

    def _known_person(self, kind: str, region: str) -> Person | None:
        """A PSM of the same district, or of anywhere for roles of the whole regency."""
        if self._borrowed and kind in ("social_companion", "tagana"):
            return self._borrowed.pop()
        if not self._happens(_HELD_BY_A_PSM.get(kind, 0.0)):
            return None
        candidates = [
            role.person
            for role in self._psm
            if role.person
            and role.region.startswith(region[:8])
            and (kind == "psm" or not self._holds(role.person, kind))
            and (role.person.nik, kind, region) not in self._held
        ]
        return self.draw.choice(candidates) if candidates else None

    def _holds(self, person: Person, kind: str) -> bool:
        return any(nik == person.nik and held == kind for nik, held, _ in self._held)

    def _institution(self, kind: str) -> str:
        place = regions.load().name(self.office.code)
        if len(self.office.code) == 2:
            place = f"Provinsi {place}"
        return people.make_institution(self.draw, kind, place)

    def _registration(self, kind: str, *, is_person: bool) -> str:
        """Institutions always have a number, persons now and then."""
        self._numbers[kind] = number = self._numbers.get(kind, 0) + 1
        if is_person and not self._happens(_REGISTERED):
            return ""
        office = self.office.code.replace(".", "")
        return f"{kinds.PILLARS[kind]['abbreviation']}-{office}-{number:04d}"

    def _decree(self, start: date) -> str:
        if self._happens(_WITHOUT_DECREE):
            return ""
        return f"188.4/{self.draw.randint(11, 480):03d}/KUM/{start.year}"

    def _certificate(self, start: date) -> date | None:
        """Newcomers have none yet; later rounds train some of them."""
        if self._happens(_UNTRAINED) or start > _TRAINED_BEFORE:
            return None
        return start + timedelta(days=self.draw.randint(20, 300))
