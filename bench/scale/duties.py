"""What offices do, half-year by half-year: cases, verification, services, IPSM, budget.

What is cumulative follows from a year's amount, so that December is never below June.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import numpy as np
import pyarrow as pa

from bench.scale import tables
from bench.scale.manners import Manners, last_day
from bench.scale.places import places
from bench.scale.world import Floats, Ints, Province
from imbang.store.drafts import Draft

_CASE_KINDS = (
    "neglected_elderly",
    "neglected_child",
    "person_with_disability",
    "violence_victim",
    "homeless",
)
_CASES_A_YEAR = 0.02  # for each person in need
_RECORDS_A_YEAR = 120  # of an office
_PROGRAMMES = ("capacity_building", "social_rehabilitation", "social_protection")
_FUNDS = ("apbd_regency", "apbd_regency", "apbn")
_RUPIAH = (9_000, 95_000, 60_000)  # for each person in need
_LAST_DTKS = 2024
_TARGETS = (
    ("psm_active", 3_000.0),
    ("villages_with_psm_pct", 55.0),
    ("psm_trained_pct", 60.0),
    ("register_current_pct", 75.0),
    ("dtks_verified_pct", 80.0),
    ("reporting_rate_pct", 95.0),
    ("cases_with_psm_pct", 60.0),
    ("ppks_handled_pct", 2.5),
    ("regencies_with_slrt_pct", 80.0),
)


def sent(province: Province, month: int) -> Iterator[tuple[str, Draft]]:
    """What offices send of a half-year beside people, needs and activities."""
    yield from _cases(province, month)
    yield from _case_records(province, month)
    yield from _verification(province, month)
    yield from _services(province, month)
    yield from _ipsm(province, month)
    yield from _budget(province, month)
    yield from _targets(province, month)


def _so_far(year: Floats, month: int) -> Ints:
    """Of a year's amounts, what has come up to the end of the month."""
    return np.floor(year * (month % 12 + 1) / 12).astype(np.int64)


def _in_need(province: Province) -> Floats:
    """Persons in need by district."""
    at, count = province.village_district, len(province.districts)
    return np.bincount(at, places(province).in_need, count).astype(np.float64)


def _share(draw: np.random.Generator, of: Ints, low: float, high: float) -> Ints:
    return np.floor(of * draw.uniform(low, high, len(of))).astype(np.int64)


def _cases(province: Province, month: int) -> Iterator[tuple[str, Draft]]:
    sends = Manners(province).sending("cases", month)[province.district_office]
    draw = province.draw("cases", month // 12)
    at = np.repeat(np.arange(len(sends)), len(_CASE_KINDS))
    kind = np.arange(len(at)) % len(_CASE_KINDS)
    year = _in_need(province)[at] * _CASES_A_YEAR / len(_CASE_KINDS)
    reported = _so_far(year * draw.lognormal(0, 0.5, len(at)) + draw.random(1), month)
    handled = _share(draw, reported, 0.75, 0.97)
    joined = _share(draw, handled, 0.2, 0.8)
    figures = {
        "reported": reported,
        "handled": handled,
        "handled_with_psm": joined,
        "closed": _share(draw, handled, 0.6, 0.9),
        "served": handled * 3 // 2,
        "served_with_psm": joined * 3 // 2,
    }
    told = sends[at]
    yield from tables.drafts(
        province,
        "cases",
        month,
        province.district_office[at[told]],
        {
            "region_code": tables.texts(province.districts, at[told]),
            "kind": tables.texts(_CASE_KINDS, kind[told]),
            **{key: tables.counts(value[told]) for key, value in figures.items()},
        },
    )


def _case_records(province: Province, month: int) -> Iterator[tuple[str, Draft]]:
    sends = Manners(province).sending("case_records", month)
    draw = province.draw("case records", month)
    size = np.bincount(province.village_office, minlength=len(sends))
    wanted = np.where(sends, draw.poisson(_RECORDS_A_YEAR, len(sends)), 0)
    office = np.repeat(np.arange(len(sends)), wanted)
    first = np.cumsum(size) - size
    village = first[office] + draw.integers(0, size[office])
    january = np.datetime64(f"{month // 12}-01-01")
    reported = january + np.sort(draw.integers(0, 350, len(office)))
    reported = reported[np.lexsort((reported, office))]
    handled = reported + draw.integers(0, 10, len(office))
    closed = handled + np.rint(draw.lognormal(3.2, 0.7, len(office))).astype(int)
    today = np.datetime64(last_day(month))
    is_handled = (draw.random(len(office)) < 0.95) & (handled <= today)
    is_closed = is_handled & (draw.random(len(office)) < 0.9) & (closed <= today)
    with_psm = np.where(is_handled, draw.integers(0, 2, len(office)), -1)
    yield from tables.drafts(
        province,
        "case_records",
        month,
        office,
        {
            "region_code": tables.texts(province.villages, village),
            "kind": tables.texts(
                _CASE_KINDS, draw.integers(0, len(_CASE_KINDS), len(office))
            ),
            "reported_on": tables.days(reported),
            "handled_on": tables.days(handled, is_handled),
            "with_psm": tables.texts(("no", "yes"), with_psm),
            "closed_on": tables.days(closed, is_closed),
        },
    )


def _verification(province: Province, month: int) -> Iterator[tuple[str, Draft]]:
    sends = Manners(province).sending("verification", month)[province.district_office]
    draw = province.draw("verification", month // 12)
    at = np.arange(len(sends))
    listed = np.rint(2.2 * _in_need(province)).astype(np.int64)
    verified = _so_far(listed * draw.uniform(0.5, 1.0, len(at)), month)
    corrected = _share(draw, verified, 0.05, 0.2)
    rejected = _share(draw, verified, 0.03, 0.12)
    figures = {
        "listed": listed,
        "verified": verified,
        "valid": verified - corrected - rejected,
        "corrected": corrected,
        "rejected": rejected,
    }
    source = "dtks" if month // 12 <= _LAST_DTKS else "dtsen"
    yield from tables.drafts(
        province,
        "verification",
        month,
        province.district_office[sends],
        {
            "region_code": tables.texts(province.districts, at[sends]),
            "source": pa.repeat(source, int(sends.sum())),
            **{key: tables.counts(value[sends]) for key, value in figures.items()},
        },
    )


def _services(province: Province, month: int) -> Iterator[tuple[str, Draft]]:
    sends = Manners(province).sending("services", month)
    at = np.flatnonzero(sends)
    has_slrt = province.draw("slrt").random(len(sends)) < 0.7
    draw = province.draw("services", month // 12)
    made = _so_far(draw.uniform(60, 900, len(sends)), month)
    completed = _share(draw, made, 0.6, 0.9)
    operators = draw.integers(4, 30, len(sends))
    yield from tables.drafts(
        province,
        "services",
        month,
        at,
        {
            "region_code": tables.texts(province.offices, at),
            "slrt": tables.texts(("no", "yes"), has_slrt[at].astype(int)),
            "operators": tables.counts(operators[at]),
            "referrals_made": tables.counts(made[at], has_slrt[at]),
            "referrals_completed": tables.counts(completed[at], has_slrt[at]),
        },
    )


def _ipsm(province: Province, month: int) -> Iterator[tuple[str, Draft]]:
    """The office itself, then its districts."""
    offices = len(province.offices)
    office = np.concatenate([np.arange(offices), province.district_office])
    region = np.arange(len(office))
    order = np.lexsort((region, office))
    sends = Manners(province).sending("ipsm", month)
    exists = province.draw("has ipsm").random(len(office)) < 0.72
    draw = province.draw("ipsm", month // 12)
    meetings = np.where(exists, _so_far(draw.uniform(0, 8, len(office)), month), 0)
    members = np.where(exists, draw.integers(3, 30, len(office)), 0)
    at = order[sends[office[order]]]
    yield from tables.drafts(
        province,
        "ipsm",
        month,
        office[at],
        {
            "region_code": tables.texts([*province.offices, *province.districts], at),
            "has_ipsm": tables.texts(("no", "yes"), exists[at].astype(int)),
            "meetings": tables.counts(meetings[at]),
            "members": tables.counts(members[at]),
        },
    )


def _budget(province: Province, month: int) -> Iterator[tuple[str, Draft]]:
    sends = Manners(province).sending("budget", month)
    draw = province.draw("budget", month // 12)
    office = np.repeat(np.arange(len(sends)), len(_PROGRAMMES))
    programme = np.arange(len(office)) % len(_PROGRAMMES)
    in_need = np.bincount(province.district_office, _in_need(province), len(sends))
    a_year = in_need[office] * np.array(_RUPIAH)[programme]
    allotted = 100_000 * (1 + a_year * draw.uniform(0.06, 0.15, len(office)) // 10_000)
    spent = _so_far(allotted * draw.uniform(0.7, 0.98, len(office)), month)
    told = sends[office]
    yield from tables.drafts(
        province,
        "budget",
        month,
        office[told],
        {
            "year": pa.repeat(pa.scalar(month // 12, pa.int16()), int(told.sum())),
            "programme": tables.texts(_PROGRAMMES, programme[told]),
            "fund_source": tables.texts(_FUNDS, programme[told]),
            "allotted": _rupiah(allotted[told]),
            "spent": _rupiah(spent[told]),
        },
    )


def _rupiah(values: Floats | Ints) -> pa.Array:
    return pa.array([Decimal(int(v)) for v in values.tolist()], pa.decimal128(18, 2))


def _targets(province: Province, month: int) -> Iterator[tuple[str, Draft]]:
    """The province's own, for the year, with its file of June."""
    if month % 12 == 11:
        return
    office = np.full(len(_TARGETS), len(province.offices))
    yield from tables.drafts(
        province,
        "targets",
        month,
        office,
        {
            "indicator": pa.array([key for key, _value in _TARGETS]),
            "region_code": pa.repeat(province.code, len(_TARGETS)),
            "value": pa.array([value for _key, value in _TARGETS]),
        },
        period=tables.year_of(month),
    )
