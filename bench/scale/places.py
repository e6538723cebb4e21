"""Villages: how many live there and are in need, and what is told of that each year."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from bench.scale import tables
from bench.scale.manners import Manners
from bench.scale.world import Floats, Ints, Mask, Province
from imbang.periods import Period
from imbang.store.drafts import Draft

_IN_NEED, _IN_TOWN, _UNEVEN = 72, 3.0, 0.9  # persons in a village, on average
_INHABITANTS = 2_900
_LAST_DTKS = 2024  # the list that came after it is DTSEN
_DECILES = ("1", "2", "3", "4", "5", "6-10")


@dataclass(frozen=True, eq=False)
class Places:
    """Persons in need at first, inhabitants and households of each village."""

    in_need: Ints = field(repr=False)
    inhabitants: Ints = field(repr=False)
    households: Ints = field(repr=False)


@functools.cache
def places(province: Province) -> Places:
    """The villages of a province."""
    draw = province.draw("places")
    count = len(province.villages)
    town = np.where(province.is_town, _IN_TOWN, 1.0)[province.village_office]
    spread = draw.lognormal(-(_UNEVEN**2) / 2, _UNEVEN, count)
    in_need = np.rint(_IN_NEED * town * spread).astype(np.int64)
    living = _INHABITANTS * town * np.sqrt(spread) * draw.lognormal(0, 0.3, count)
    inhabitants = np.maximum(np.rint(living), 4 * in_need + 150).astype(np.int64)
    households = np.rint(inhabitants / draw.uniform(3.1, 3.7, count))
    return Places(in_need, inhabitants, households.astype(np.int64))


def population(province: Province, month: int) -> Iterator[tuple[str, Draft]]:
    """Inhabitants of the year before, sent in June."""
    if month % 12 == 11:
        return
    found, year = places(province), month // 12 - 1
    sends = Manners(province).sending("population", month)[province.village_office]
    told = sends & (province.draw("population", year).random(len(sends)) < 0.99)
    growth = 1.01 ** (year - 2020)
    yield from tables.drafts(
        province,
        "population",
        month,
        province.village_office[told],
        {
            "region_code": tables.texts(province.villages, np.flatnonzero(told)),
            "inhabitants": tables.counts((found.inhabitants * growth)[told].round()),
            "households": tables.counts((found.households * growth)[told].round()),
        },
        period=Period(12 * year, 12 * year + 11),
    )


def national_list(province: Province, month: int) -> Iterator[tuple[str, Draft]]:
    """How many stand in DTKS by village, later in DTSEN: by village, or by decile."""
    year = month // 12
    sends = Manners(province).sending("national_list", month)
    draw = province.draw("national list", year)
    by_decile = (draw.random(len(sends)) < 0.4) & (year > _LAST_DTKS)
    persons = places(province).inhabitants
    if year <= _LAST_DTKS:
        persons = np.rint(persons * _share_in_dtks(province, year))
    yield from _listed(
        province, month, sends & ~by_decile, np.asarray(persons, np.int64)
    )
    yield from _by_decile(province, month, sends & by_decile)


def _share_in_dtks(province: Province, year: int) -> Floats:
    """The share of each village's inhabitants, which moves a little every year."""
    draw, count = province.draw("dtks"), len(province.villages)
    share = draw.uniform(0.2, 0.4, count)
    return share * draw.uniform(0.985, 1.03, count) ** (year - 2020)


def _listed(
    province: Province, month: int, sends: Mask, persons: Ints
) -> Iterator[tuple[str, Draft]]:
    at = np.flatnonzero(sends[province.village_office])
    source = "dtks" if month // 12 <= _LAST_DTKS else "dtsen"
    yield from tables.drafts(
        province,
        "national_list",
        month,
        province.village_office[at],
        {
            "region_code": tables.texts(province.villages, at),
            "source": tables.texts([source], np.zeros(len(at))),
            "decile": tables.texts(["all"], np.zeros(len(at))),
            "individuals": tables.counts(persons[at]),
            "families": tables.counts(persons[at] // 3),
        },
    )


def _by_decile(
    province: Province, month: int, sends: Mask
) -> Iterator[tuple[str, Draft]]:
    living = np.bincount(
        province.village_district,
        places(province).inhabitants,
        len(province.districts),
    ).astype(np.int64)
    at = np.repeat(np.flatnonzero(sends[province.district_office]), len(_DECILES))
    decile = np.arange(len(at)) % len(_DECILES)
    draw = province.draw("deciles", month)
    share = np.where(decile == len(_DECILES) - 1, 0.4, 0.12)
    persons = np.rint(living[at] * share * draw.uniform(0.8, 1.0, len(at)))
    yield from tables.drafts(
        province,
        "national_list",
        month,
        province.district_office[at],
        {
            "region_code": tables.texts(province.districts, at),
            "source": tables.texts(["dtsen"], np.zeros(len(at))),
            "decile": tables.texts(_DECILES, decile),
            "individuals": tables.counts(persons),
            "families": tables.counts(persons // 3),
        },
    )
