"""What offices do, in figures: cases, verification, services, IPSM, budget, targets.

Sent half-yearly, cumulative from January. All of it is made up; amounts follow the
number of people in need.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from imbang.reference import regions
from tools.sample import needs
from tools.sample.plan import ROUNDS, SEED, Office
from tools.sample.registers import last_day

SENT_IN = ROUNDS[1:]
# What an office never sends. Single cases come from a few offices only.
MISSING: Mapping[str, frozenset[str]] = {
    "cases": frozenset({"63.08"}),
    "verification": frozenset({"63.06", "63.09"}),
    "ipsm": frozenset({"63.02", "63.10"}),
    "budget": frozenset({"63.09"}),
    "national_list": frozenset({"63.06", "63.11"}),
}
CASE_RECORDS = frozenset({"63.03", "63.05", "63.71", "63.72"})
WITHOUT_SLRT = frozenset({"63.05", "63.08", "63.11", "63.02"})
_CASE_KINDS = (
    "neglected_elderly",
    "neglected_child",
    "person_with_disability",
    "violence_victim",
    "homeless",
)
_YEAR_OF_CASES = 0.02  # cases reported a year, for each person in need
_SPENT = {"02": 0.08, "06": 0.41, "12": 0.94}
_PROGRAMMES = (
    ("Peningkatan kapasitas PSM", "APBD Kabupaten/Kota", 9_000),
    ("Rehabilitasi sosial", "APBD Kabupaten/Kota", 95_000),
    ("Perlindungan dan jaminan sosial", "APBN", 60_000),
)
_LATER = "2024"


@dataclass(frozen=True)
class Case:
    """One case of its year, all its dates; days after a round are not known in it."""

    village: str
    kind: str
    reported: date
    handled: date | None
    closed: date | None
    with_psm: bool


def sends(office: Office, dataset: str, name: str) -> bool:
    """Whether an office sends a dataset in a round."""
    return name in SENT_IN and office.code not in MISSING.get(dataset, ())


def _draw(office: Office, purpose: str, name: str) -> Random:
    return Random(f"{SEED}/{office.code}/{purpose}/{name[:4]}")


def _so_far(year: float, name: str, rounding: float) -> int:
    """Of a year's amount, what has come up to the end of a round's month."""
    return int(year * int(name[5:]) / 12 + rounding)


@functools.cache
def _in_need(office: Office) -> Mapping[str, int]:
    """Persons in need by district."""
    totals: dict[str, int] = {}
    for village, total in needs.village_totals(office).items():
        totals[village[:8]] = totals.get(village[:8], 0) + total
    return totals


def cases(office: Office, name: str) -> Iterator[tuple[str, str, list[int]]]:
    """District, kind, and reported, handled, with a PSM, closed, served, with a PSM."""
    draw = _draw(office, "cases", name)
    with_psm = draw.uniform(0.25, 0.75)
    kinds = [kind for kind in _CASE_KINDS if kind not in office.kinds_left_out]
    for district, total in sorted(_in_need(office).items()):
        for kind in kinds:
            year = total * _YEAR_OF_CASES / len(kinds) * math.exp(draw.gauss(0, 0.5))
            reported = _so_far(year, name, draw.random())
            handled = int(reported * draw.uniform(0.75, 0.97))
            joined = int(handled * min(1.0, with_psm * draw.uniform(0.7, 1.3)))
            closed = int(handled * draw.uniform(0.6, 0.9))
            a_case = draw.uniform(1.0, 1.6)
            served = [int(handled * a_case), int(joined * a_case)]
            yield district, kind, [reported, handled, joined, closed, *served]


@functools.cache
def _cases_of_year(office: Office, year: str) -> tuple[Case, ...]:
    draw = _draw(office, "case records", year)
    villages = list(regions.load().below(office.code, "village"))
    kinds = [kind for kind in _CASE_KINDS if kind not in office.kinds_left_out]
    found = []
    for _ in range(draw.randint(35, 60)):
        reported = date(int(year), 1, 2) + timedelta(days=draw.randrange(350))
        handled = reported + timedelta(days=draw.randint(0, 9))
        closed = handled + timedelta(days=round(draw.lognormvariate(3.2, 0.7)))
        is_handled = draw.random() < 0.95
        found.append(
            Case(
                draw.choice(villages),
                draw.choice(kinds),
                reported,
                handled if is_handled else None,
                closed if is_handled and draw.random() < 0.9 else None,
                with_psm=draw.random() < 0.5,
            )
        )
    return tuple(sorted(found, key=lambda case: (case.reported, case.village)))


def case_records(office: Office, name: str) -> list[Case]:
    """The cases of the year up to a round, as they stood on its last day."""
    if office.code not in CASE_RECORDS or name not in SENT_IN:
        return []
    day = last_day(name)

    def known(when: date | None) -> date | None:
        return when if when is not None and when <= day else None

    return [
        Case(
            case.village,
            case.kind,
            case.reported,
            known(case.handled),
            known(case.closed),
            case.with_psm,
        )
        for case in _cases_of_year(office, name[:4])
        if case.reported <= day
    ]


def verification(office: Office, name: str) -> Iterator[tuple[str, list[int]]]:
    """District, and listed, verified, valid, corrected, rejected of DTKS."""
    draw = _draw(office, "verification", name)
    for district, total in sorted(_in_need(office).items()):
        listed = round(2.2 * total)
        verified = min(listed, _so_far(listed * draw.uniform(0.55, 1.0), name, 0.5))
        corrected = int(verified * draw.uniform(0.05, 0.2))
        rejected = int(verified * draw.uniform(0.03, 0.12))
        valid = verified - corrected - rejected
        yield district, [listed, verified, valid, corrected, rejected]


def national_list(office: Office, name: str) -> Iterator[tuple[str, list[int]]]:
    """Region, and individuals and families in DTKS: cities by village, others by
    district."""
    draw = Random(f"{SEED}/{office.code}/national list")
    rounds_since = ROUNDS.index(name)
    inhabitants = needs.inhabitants(office)
    places = sorted({v if office.urban else v[:8] for v in inhabitants})
    for place in places:
        people = sum(n for v, (n, _) in inhabitants.items() if v.startswith(place))
        share = draw.uniform(0.2, 0.46) * (0.7 if office.urban else 1.0)
        growth = draw.uniform(-0.015, 0.03)
        individuals = round(people * share * (1 + growth) ** rounds_since)
        yield place, [individuals, round(individuals / draw.uniform(2.7, 3.4))]


def services(office: Office, name: str) -> tuple[bool, int, int | None, int | None]:
    """Whether there is an SLRT, operators, referrals made and completed."""
    draw = _draw(office, "services", name)
    operators = len(_in_need(office)) + draw.randint(1, 6)
    if office.code in WITHOUT_SLRT:
        return False, operators, None, None
    made = _so_far(office.ppks * draw.uniform(0.008, 0.02), name, draw.random())
    return True, operators, made, int(made * draw.uniform(0.6, 0.9))


def ipsm(office: Office, name: str) -> Iterator[tuple[str, bool, int, int]]:
    """Region, whether it has an IPSM, meetings so far this year, members."""
    draw = _draw(office, "ipsm", name)
    quarters = int(name[5:]) // 3
    for code in (office.code, *sorted(_in_need(office))):
        exists = code == office.code or draw.random() < 0.72
        meets = quarters if draw.random() < 0.45 else int(quarters * draw.random())
        members = draw.randint(3, 9) * (5 if code == office.code else 1)
        yield code, exists, meets * exists, members * exists


def budget(office: Office, name: str) -> Iterator[tuple[str, str, int, int]]:
    """Programme, source of funds, allotted and spent so far, in rupiah."""
    draw = _draw(office, "budget", name)
    for programme, source, a_person in _PROGRAMMES:
        allotted = 100_000 * round(office.ppks * a_person * draw.uniform(6, 15) / 1e6)
        share = _SPENT[name[5:]] * draw.uniform(0.85, 1.05)
        yield programme, source, allotted, round(allotted * share)


# What the province aims at in 2023 and 2024; the indicator as the template names it.
TARGETS: tuple[tuple[str, tuple[str, str]], ...] = (
    ("PSM aktif", ("900", "920")),
    ("Desa/kelurahan yang memiliki PSM aktif", ("33", "35,5")),
    ("PSM aktif yang sudah terlatih", ("62,5", "70")),
    ("Data pilar yang mutakhir", ("75", "80")),
    ("Data terpadu yang sudah diverifikasi", ("70", "80")),
    ("Laporan yang masuk", ("90", "95")),
    ("Kasus yang ditangani bersama PSM", ("50", "60")),
    ("PMKS yang tertangani", ("2", "2,5")),
    ("Kabupaten/kota yang memiliki SLRT", ("70", "85")),
)


def targets(name: str) -> list[tuple[str, str, str]]:
    """Indicator, year and value: 2023's with the first round, 2024's a year later."""
    if name not in (ROUNDS[0], ROUNDS[2]):
        return []
    year = name[:4] if name == ROUNDS[0] else _LATER
    at = int(year == _LATER)
    return [(indicator, year, values[at]) for indicator, values in TARGETS]
