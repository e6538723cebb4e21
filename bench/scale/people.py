"""Made-up people: a NIK that nobody has, which is never kept, and what a register says.

As in the sample (`tools.sample.people`): serial numbers from 9000 are given to nobody.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from bench.scale import tables
from bench.scale.world import Ints, Mask, Province
from imbang import paths
from tools.sample.people import MADE_UP_SERIALS

Identify = Callable[[Sequence[str]], list[str]]

_NAMES = tomllib.loads(
    (paths.ROOT / "tools" / "sample" / "names.toml").read_text("utf-8")
)
EDUCATION = ("SMA", "S1", "SMP", "D3", "SD", "S2")
_SHARES = (0.44, 0.24, 0.15, 0.1, 0.05, 0.02)
_FIRST_BIRTH, _BIRTHS = np.datetime64("1958-01-01"), 365 * 45  # days, to 2002
_MIDDLE_NAME = 0.3
_UNDER_AGE, _WITHOUT_NIK, _WITHOUT_BIRTH = 0.002, 0.06, 0.03


@dataclass(frozen=True, eq=False)
class People:
    """One value for each person (n): identity or null, name, and what is said of them."""

    keys: pa.Array = field(repr=False)
    names: pa.Array = field(repr=False)
    is_female: Mask = field(repr=False)
    birth_year: Ints = field(repr=False)
    education: Ints = field(repr=False)

    def __len__(self) -> int:
        return len(self.names)

    def with_guests(self, others: People) -> People:
        """These people, and after them those of another province."""
        return People(
            pa.concat_arrays([self.keys, others.keys]),
            pa.concat_arrays([self.names, others.names]),
            np.concatenate([self.is_female, others.is_female]),
            np.concatenate([self.birth_year, others.birth_year]),
            np.concatenate([self.education, others.education]),
        )


def make_people(province: Province, home: Ints, identify: Identify) -> People:
    """People registered in the districts ``home`` (n, numbers of the province's)."""
    draw, count = province.draw("people"), len(home)
    born = _FIRST_BIRTH + draw.integers(0, _BIRTHS, count)
    born[draw.random(count) < _UNDER_AGE] += 365 * 21
    is_female = draw.random(count) < 0.52
    keys = np.array(identify(_niks(province, home, born, is_female)), object)
    keys[draw.random(count) < _WITHOUT_NIK] = None
    year = born.astype("datetime64[Y]").astype(int) + 1970
    year[draw.random(count) < _WITHOUT_BIRTH] = -1
    education = draw.choice(len(EDUCATION), count, p=_SHARES)
    names = _names(draw, is_female)
    return People(pa.array(keys, pa.string()), names, is_female, year, education)


def _niks(
    province: Province, home: Ints, born: np.ndarray, is_female: Mask
) -> list[str]:
    """As `tools.sample.people.make_nik`, of many; those born alike are numbered on."""
    year = born.astype("datetime64[Y]")
    month = born.astype("datetime64[M]")
    day = (born - month).astype(int) + 1 + 40 * is_female
    month_number = (month - year).astype(int) + 1
    two_digits = (year.astype(int) + 1970) % 100
    district = np.array([int(code.replace(".", "")) for code in province.districts])
    front = district[home] * 10**6 + day * 10**4 + month_number * 100 + two_digits
    order = np.argsort(front, kind="stable")
    sorted_front = front[order]
    serial = np.empty(len(front), int)
    serial[order] = np.arange(len(front)) - np.searchsorted(sorted_front, sorted_front)
    return list(map(str, (front * 10**4 + MADE_UP_SERIALS.start + serial).tolist()))


def _names(draw: np.random.Generator, is_female: Mask) -> pa.Array:
    names: list[pa.Array] = []
    for key in ("men", "women"):
        first, last = _NAMES[key]["first"], _NAMES[key]["last"]
        count = len(is_female)
        middle = draw.integers(0, len(first), count)
        middle[draw.random(count) >= _MIDDLE_NAME] = -1
        names.append(
            pc.binary_join_element_wise(
                tables.texts(first, draw.integers(0, len(first), count)),
                tables.texts(first, middle),
                tables.texts(last, draw.integers(0, len(last), count)),
                " ",
                null_handling="skip",
            )
        )
    return pc.if_else(pa.array(is_female), names[1], names[0])


def institution_names(draw: np.random.Generator, count: int) -> pa.Array:
    """Names of institutions and families (n), which only their number tells apart."""
    choices = _NAMES["institutions"]["names"]
    return tables.texts(choices, draw.integers(0, len(choices), count))
