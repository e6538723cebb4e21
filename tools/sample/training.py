"""Bimtek and rakor: who held them, and who came.

Two are published: the province's bimtek of 22 February 2023 (52 participants from 13
regencies, 3 days) and its rakor of 15 March 2023 (60 participants from 13, 3 days). Their
numbers and days are kept; who came, and the bimtek of single regencies, is made up.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from tools.sample import registers
from tools.sample.hiring import Role
from tools.sample.plan import PROVINCE, ROUNDS, SEED, Office
from tools.sample.south_kalimantan import OFFICES

_BY_NAME_ONLY, _STAYED_AWAY, _NOT_PASSED = 0.12, 0.07, 0.05


@dataclass(frozen=True)
class Activity:
    """One activity; ``of_each`` is how many of an element came from each regency."""

    office: str
    sent_in: str
    code: str
    kind: str
    title: str
    place: str
    first: date
    days: int
    topics: str
    of_each: tuple[tuple[str, int], ...]
    further_psm: int = 0

    @property
    def last(self) -> date:
        """The day on which it ended."""
        return self.first + timedelta(days=self.days - 1)


@dataclass(frozen=True)
class Attendance:
    """One participant of an activity; ``passed`` is None where nobody was examined."""

    activity: str
    nik: str | None
    name: str
    element: str
    region: str
    came: bool
    passed: bool | None


ACTIVITIES = (
    Activity(
        PROVINCE,
        ROUNDS[0],
        "BIMTEK-2023-1",
        "Bimtek",
        "Bimbingan Teknis PSM",
        "Banjarbaru",
        date(2023, 2, 22),
        3,
        "Pendampingan PMKS; pencatatan kasus",
        (("psm", 3), ("tksk", 1)),
    ),
    Activity(
        PROVINCE,
        ROUNDS[2],
        "RAKOR-2023-1",
        "Rakor",
        "Rapat Koordinasi PSM",
        "Banjarmasin",
        date(2023, 3, 15),
        3,
        "Sinkronisasi data PSM",
        (("psm", 4),),
        8,
    ),
    Activity(
        "63.71",
        ROUNDS[3],
        "B-01/2024",
        "Bimtek",
        "Bimtek PSM Kota Banjarmasin",
        "Banjarmasin",
        date(2024, 3, 6),
        2,
        "Verifikasi DTKS",
        (("psm", 18),),
    ),
    Activity(
        "63.03",
        ROUNDS[3],
        "1",
        "Bimtek",
        "Bimtek PSM angkatan I",
        "Martapura",
        date(2024, 5, 14),
        2,
        "Pendampingan lanjut usia",
        (("psm", 26),),
    ),
    Activity(
        "63.03",
        ROUNDS[4],
        "2",
        "Seleksi",
        "Seleksi PSM berprestasi",
        "Martapura",
        date(2024, 8, 1),
        1,
        "",
        (("psm", 6),),
    ),
)


def held(office: Office, name: str) -> tuple[Activity, ...]:
    """The activities that an office sends in a round."""
    return tuple(a for a in ACTIVITIES if (a.office, a.sent_in) == (office.code, name))


@functools.cache
def participants(activity: Activity) -> tuple[Attendance, ...]:
    """Everybody on an activity's list, regency by regency."""
    draw = Random(f"{SEED}/{activity.office}/{activity.code}")
    is_published = activity.office == PROVINCE
    found: list[Attendance] = []
    for number, office in enumerate(OFFICES):
        if not is_published and office.code != activity.office:
            continue
        for element, wanted in activity.of_each:
            more = element == "psm" and number < activity.further_psm
            for role in _invited(draw, office, element, wanted + more, activity):
                found.append(_attendance(draw, activity, role, always=is_published))
    return tuple(found)


def _invited(
    draw: Random, office: Office, kind: str, wanted: int, activity: Activity
) -> Sequence[Role]:
    """People of the office's register, to a bimtek mostly those without a certificate."""
    before = [name for name in ROUNDS if name <= f"{activity.first:%Y-%m}"]
    roles = {
        role.person.nik: role
        for role in registers.build(office)[before[-1]]
        if role.kind == kind and role.person and role.is_active and role.end is None
    }
    chosen = draw.sample(list(roles.values()), len(roles))
    if activity.kind == "Bimtek":
        chosen.sort(key=lambda r: r.certificate is not None and draw.random() < 0.7)
    return chosen[:wanted]


def _attendance(
    draw: Random, activity: Activity, role: Role, *, always: bool
) -> Attendance:
    assert role.person is not None
    came = always or draw.random() >= _STAYED_AWAY
    is_known = role.shows_nik and draw.random() >= _BY_NAME_ONLY
    is_examined = activity.kind == "Bimtek" and came
    return Attendance(
        activity.code,
        role.person.nik if is_known else None,
        role.name,
        role.kind,
        role.region,
        came,
        draw.random() >= _NOT_PASSED if is_examined else None,
    )
