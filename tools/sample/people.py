"""Made-up persons and institutions: names put together at random, NIK that nobody has.

A NIK is the code of a district (6 digits), the day, month and year of birth (day + 40
for women) and a serial number. Real serials count up from 0001 for each day and
district; those made here are 9000 to 9999, which no register has reached.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

MADE_UP_SERIALS = range(9000, 10_000)
_NAMES = tomllib.loads(
    Path(__file__).with_name("names.toml").read_text(encoding="utf-8")
)
_EDUCATION = (("SMA", 9), ("S1", 5), ("SMP", 3), ("D3", 2), ("SD", 1), ("S2", 0.5))
_FIRST_BIRTH, _LAST_BIRTH = date(1964, 1, 1), date(1993, 12, 31)
_UNDER_AGE_FROM = date(2007, 6, 1)


@dataclass(frozen=True)
class Person:
    """One made-up person; ``repr`` leaves the NIK out, as everywhere in the product."""

    nik: str
    name: str
    is_female: bool
    born: date
    education: str

    def __repr__(self) -> str:
        return f"Person({self.name!r})"


def make_nik(district: str, born: date, *, is_female: bool, serial: int) -> str:
    """The 16 digits for someone registered in a district (dotted code)."""
    day = born.day + (40 if is_female else 0)
    return f"{district.replace('.', '')}{day:02d}{born:%m%y}{serial:04d}"


def make_person(
    draw: Random, district: str, *, taken: set[str], under_age: bool = False
) -> Person:
    """Someone new, whose NIK is not yet ``taken``; it is added there."""
    is_female = draw.random() < 0.52
    names = _NAMES["women" if is_female else "men"]
    name = f"{draw.choice(names['first'])} {draw.choice(names['last'])}"
    if draw.random() < 0.3:
        name = f"{draw.choice(names['first'])} {name}"
    earliest = _UNDER_AGE_FROM if under_age else _FIRST_BIRTH
    days = 365 if under_age else (_LAST_BIRTH - _FIRST_BIRTH).days
    born = earliest + timedelta(days=draw.randrange(days))
    while True:
        serial = draw.choice(MADE_UP_SERIALS)
        nik = make_nik(district, born, is_female=is_female, serial=serial)
        if nik not in taken:
            break
    taken.add(nik)
    degrees, weights = zip(*_EDUCATION, strict=True)
    education = "SMP" if under_age else draw.choices(degrees, weights)[0]
    return Person(nik, name, is_female, born, education)


def make_institution(draw: Random, kind: str, place: str) -> str:
    """A made-up name for an institution of a kind; ``place`` is its regency's name."""
    names = _NAMES["institutions"]
    pattern: str = draw.choice(names[kind])
    return pattern.format(place=place, name=draw.choice(names["names"]))
