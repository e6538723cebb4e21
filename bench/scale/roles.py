"""Who serves where: the roles of a province as numbers, before anybody has a name.

A person may hold two roles in their village, serve in a second regency, or in a second
province; so registers of different offices hold the same identity.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from bench.scale.world import Ints, Mask, Province
from tools.sample import kinds

KINDS = tuple(kinds.PILLARS)
PSM = KINDS.index("psm")
IS_PERSON = np.array([row["unit"] == "person" for row in kinds.PILLARS.values()])
# Kinds of which some offices send numbers instead of names.
COUNTED = ("karang_taruna", "wksbm", "women_leader", "pioneer_family")
_AS_COUNTS = 0.3
# Of each village, district and regency, on average.
_BY_VILLAGE = {
    "community_extension_worker": 0.5,
    "karang_taruna": 0.85,
    "wksbm": 0.2,
    "pioneer_family": 0.6,
    "women_leader": 0.95,
}
_BY_DISTRICT = {"tksk": 0.97, "social_companion": 6.0}
_BY_REGENCY = {
    "social_worker": 6,
    "social_extension_worker": 4,
    "tagana": 80,
    "lks": 20,
    "lk3": 1,
    "business": 9,
}
_WITHOUT_PSM, _FURTHER_PSM = 0.48, 1.95
_NO_VILLAGE = 0.02  # PSM placed in a district only
_SECOND_ROLE, _NEXT_DOOR, _FROM_AFAR = 0.09, 0.007, 0.005


@dataclass(frozen=True, eq=False)
class Roles:
    """Roles (n) in the order of registers, and the home of each person.

    ``region`` counts through `regions_of`; ``person`` is -1 for an institution, and
    beyond the last of ``home`` (a district each) a guest from another province.
    """

    office: Ints = field(repr=False)
    kind: Ints = field(repr=False)
    region: Ints = field(repr=False)
    person: Ints = field(repr=False)
    home: Ints = field(repr=False)


def regions_of(province: Province) -> list[str]:
    """What ``region`` of `Roles` counts through: villages, districts, regencies."""
    return [*province.villages, *province.districts, *province.offices]


def is_counted(province: Province) -> Mask:
    """Which office (n) sends which kind (14) as numbers only."""
    chance = province.draw("counted").random((len(province.offices), len(KINDS)))
    return np.array([key in COUNTED for key in KINDS]) & (chance < _AS_COUNTS)


def make_roles(province: Province, *, guests: int) -> Roles:
    """The roles of a province; ``guests`` people of another one may serve here, too."""
    draw = province.draw("roles")
    kind, region = _posts(province, draw)
    office = _office(province, region)
    kept = ~is_counted(province)[office, kind]
    kind, region, office = kind[kept], region[kept], office[kept]
    is_person = IS_PERSON[kind]
    person = np.full(len(kind), -1)
    person[is_person] = np.arange(int(is_person.sum()))
    more = [
        _second_roles(draw, kind, region, person),
        _elsewhere(province, draw, person, office),
        _from_afar(province, draw, int(is_person.sum()), guests),
    ]
    home = _district(province, region[is_person])
    kind, region, person = (
        np.concatenate([own, *(part[at] for part in more)])
        for at, own in enumerate((kind, region, person))
    )
    office = _office(province, region)
    order = np.lexsort((person, region, kind, office))
    return Roles(office[order], kind[order], region[order], person[order], home)


def _posts(province: Province, draw: np.random.Generator) -> tuple[Ints, Ints]:
    villages, districts = len(province.villages), len(province.districts)
    first = {"village": 0, "district": villages, "regency": villages + districts}
    number = {
        "village": villages,
        "district": districts,
        "regency": len(province.offices),
    }
    posts = [_psm(province, draw)]
    for level, means in (
        ("village", _BY_VILLAGE),
        ("district", _BY_DISTRICT),
        ("regency", _BY_REGENCY),
    ):
        for key, mean in means.items():
            # whole posts, one more here and there: not a crowd in one place
            found = np.floor(mean + draw.random(number[level])).astype(int)
            if level == "regency":
                found = draw.poisson(mean, number[level])
            at = first[level] + np.repeat(np.arange(number[level]), found)
            posts.append((np.full(len(at), KINDS.index(key)), at))
    kind, region = (np.concatenate(parts) for parts in zip(*posts, strict=True))
    return kind, region


def _psm(province: Province, draw: np.random.Generator) -> tuple[Ints, Ints]:
    count = len(province.villages)
    found = 1 + draw.poisson(_FURTHER_PSM, count)
    found[draw.random(count) < _WITHOUT_PSM] = 0
    at = np.repeat(np.arange(count), found)
    is_unplaced = draw.random(len(at)) < _NO_VILLAGE
    at = np.where(is_unplaced, count + province.village_district[at], at)
    return np.full(len(at), PSM), at


def _second_roles(
    draw: np.random.Generator, kind: Ints, region: Ints, person: Ints
) -> tuple[Ints, Ints, Ints]:
    """PSM who serve as something else in the same place."""
    second = [
        KINDS.index(k) for k in ("community_extension_worker", "social_companion")
    ]
    second.append(KINDS.index("tagana"))
    chosen = (kind == PSM) & (draw.random(len(kind)) < _SECOND_ROLE)
    return draw.choice(second, int(chosen.sum())), region[chosen], person[chosen]


def _elsewhere(
    province: Province, draw: np.random.Generator, person: Ints, office: Ints
) -> tuple[Ints, Ints, Ints]:
    """People who are PSM in another regency of the province, too."""
    chosen = (person >= 0) & (draw.random(len(person)) < _NEXT_DOOR)
    where = draw.integers(0, len(province.villages), int(chosen.sum()))
    is_other = province.village_office[where] != office[chosen]
    where = where[is_other]
    return np.full(len(where), PSM), where, person[chosen][is_other]


def _from_afar(
    province: Province, draw: np.random.Generator, own: int, guests: int
) -> tuple[Ints, Ints, Ints]:
    """Guests, the first that the other province has, who are PSM here."""
    count = min(guests, 1 + int(own * _FROM_AFAR)) if guests else 0
    where = draw.integers(0, len(province.villages), count)
    return np.full(count, PSM), where, own + np.arange(count)


def _office(province: Province, region: Ints) -> Ints:
    offices = np.arange(len(province.offices))
    return np.concatenate([province.village_office, province.district_office, offices])[
        region
    ]


def _district(province: Province, region: Ints) -> Ints:
    """A district that a region is, lies in, or begins with."""
    districts = np.arange(len(province.districts))
    first = np.searchsorted(province.district_office, np.arange(len(province.offices)))
    return np.concatenate([province.village_district, districts, first])[region]
