"""The world: which provinces there are, their regions as numbers, and the months told of."""

from __future__ import annotations

import functools
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from imbang.periods import month_index
from imbang.reference import levels, regions

SEED = 17
LAST = month_index(2026, 6)
HALF_YEARS = 12
MONTHS = 60
# Neighbours first, so that a small world is one piece of land.
_FIRST = ("63", "62", "64")

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Province:
    """A province's regions in code order; a region below it is a number, from 0.

    ``*_office`` and ``*_district`` are the numbers of what a region lies in.
    """

    code: str
    offices: Sequence[str]
    districts: Sequence[str] = field(repr=False)
    villages: Sequence[str] = field(repr=False)
    district_office: Ints = field(repr=False)
    village_office: Ints = field(repr=False)
    village_district: Ints = field(repr=False)
    is_town: Mask = field(repr=False)

    def draw(self, purpose: str, *more: int) -> np.random.Generator:
        """Chance for one purpose (and month, say), the same in every world."""
        key = zlib.crc32(purpose.encode())
        return np.random.default_rng([SEED, int(self.code), key, *more])


@dataclass(frozen=True)
class World:
    """What is written: ``rounds`` are the half-years in which offices send everything,
    ``needs_rounds`` those in which they send people in need, ``fill`` the share of
    village, kind and round that has a figure of those."""

    provinces: Sequence[Province]
    rounds: Sequence[int]
    needs_rounds: Sequence[int]
    fill: float

    @property
    def months(self) -> list[int]:
        """Every month of which something is sent."""
        return sorted({*self.rounds, *self.needs_rounds})


def make_world(
    *,
    provinces: int | None = None,
    regencies: int | None = None,
    half_years: int = HALF_YEARS,
    is_monthly: bool = False,
) -> World:
    """The nation, or a few ``provinces`` of it, with the last ``regencies`` of each."""
    codes = [c for c in regions.load().children(levels.NATION) if c not in _FIRST]
    chosen = [*_FIRST, *codes][:provinces]
    rounds = range(LAST - 6 * (half_years - 1), LAST + 1, 6)
    monthly = range(LAST - MONTHS + 1, LAST + 1)
    return World(
        [_province(code, regencies or 0) for code in chosen],
        rounds,
        monthly if is_monthly else rounds,
        0.3 if is_monthly else 0.6,
    )


@functools.cache
def _province(code: str, regencies: int) -> Province:
    known = regions.load()
    offices = known.children(code)[-regencies:]
    districts = [d for office in offices for d in known.children(office)]
    villages = [v for district in districts for v in known.children(district)]
    of_office = {office: at for at, office in enumerate(offices)}
    of_district = {district: at for at, district in enumerate(districts)}
    return Province(
        code,
        offices,
        districts,
        villages,
        np.array([of_office[levels.parent(d)] for d in districts]),
        np.array([of_office[levels.ancestor(v, "regency")] for v in villages]),
        np.array([of_district[levels.parent(v)] for v in villages]),
        np.array([known.name(o).startswith("Kota ") for o in offices]),
    )
