"""The register of each office: one that counts, of some an earlier one before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from bench.scale import tables
from bench.scale.manners import last_day
from bench.scale.people import (
    EDUCATION,
    Identify,
    People,
    institution_names,
    make_people,
)
from bench.scale.roles import (
    IS_PERSON,
    KINDS,
    Roles,
    is_counted,
    make_roles,
    regions_of,
)
from bench.scale.world import Ints, Mask, Province
from imbang.store.drafts import Draft
from tools.sample import kinds

_EARLIER = 0.12  # of offices: they sent another register in the first round
_LATELY = 0.3  # of offices: their register is of the last two rounds
_FIRST_START = np.datetime64("2009-01-01")
_ENDED, _ENDS, _INACTIVE, _WITHOUT_START = 0.04, 0.08, 0.05, 0.03
_NEVER_CONFIRMED, _LONG_AGO = 0.1, 0.35
_WITH_DECREE, _WITH_NUMBER = 0.7, 0.2
_ABBREVIATIONS = [row["abbreviation"] for row in kinds.PILLARS.values()]


class Registers:
    """The registers of a province, and the people in them."""

    def __init__(
        self, province: Province, identify: Identify, guests: People | None
    ) -> None:
        self.province = province
        self.roles = make_roles(province, guests=len(guests) if guests else 0)
        self.people = make_people(province, self.roles.home, identify)
        everybody = self.people.with_guests(guests) if guests else self.people
        self._everybody = everybody
        self._said = _said(province, self.roles, everybody)

    def sent(self, month: int, rounds: Sequence[int]) -> Iterator[tuple[str, Draft]]:
        """The registers that offices send of a month."""
        offices = len(self.province.offices)
        draw = self.province.draw("register rounds")
        told = np.clip(
            np.where(
                draw.random(offices) < _LATELY,
                len(rounds) - 1 - draw.integers(0, 2, offices),
                draw.integers(0, len(rounds), offices),
            ),
            0,
            None,
        )
        earlier = (draw.random(offices) < _EARLIER) & (told > 0)
        sends = (told == rounds.index(month)) | (earlier & (month == rounds[0]))
        at = np.flatnonzero(sends[self.roles.office])
        if month == rounds[0]:
            at = at[self._was_there(at, earlier, month)]
        columns = {key: column.take(pa.array(at)) for key, column in self._said.items()}
        columns |= _dated(self.province, self.roles, at, month)
        yield from tables.drafts(
            self.province, "pillars", month, self.roles.office[at], columns
        )

    def _was_there(self, at: Ints, earlier: Mask, month: int) -> Mask:
        """Of an earlier register, the roles that were there already: four in five."""
        chance = self.province.draw("was there", month).random(len(self.roles.kind))
        return ~earlier[self.roles.office[at]] | (chance[at] < 0.8)

    def counts(self, month: int) -> Iterator[tuple[str, Draft]]:
        """Numbers by village of the kinds that offices do not register, in December."""
        if month % 12 != 11:
            return
        village_office = self.province.village_office
        counted = is_counted(self.province)[village_office]
        found = self.province.draw("pillar counts").poisson(0.8, counted.shape)
        draw = self.province.draw("pillar counts", month)
        found += draw.random(counted.shape) < 0.05
        counted &= draw.random(counted.shape) < 0.95
        village, kind = np.nonzero(counted)
        yield from tables.drafts(
            self.province,
            "pillar_counts",
            month,
            village_office[village],
            {
                "region_code": tables.texts(self.province.villages, village),
                "kind": tables.texts(KINDS, kind),
                "count": tables.counts(found[counted]),
            },
        )

    def participants(self, draw: np.random.Generator, wanted: int, office: int) -> Ints:
        """Roles of different people, of an office's or (beyond the last) of all."""
        roles = self.roles
        is_asked = (roles.office == office) | (office == len(self.province.offices))
        at = np.flatnonzero(is_asked & (roles.person >= 0))
        _person, first = np.unique(roles.person[at], return_index=True)
        found: Ints = draw.choice(at[first], min(wanted, len(first)), replace=False)
        return found

    def who(self, at: Ints) -> dict[str, pa.Array]:
        """Identity, name, kind and region of roles."""
        keys = ("person_key", "name", "kind", "region_code")
        return {key: self._said[key].take(pa.array(at)) for key in keys}


def _said(province: Province, roles: Roles, people: People) -> dict[str, pa.Array]:
    """What stands in a register whenever it is sent."""
    draw, count = province.draw("said"), len(roles.kind)
    known = roles.person >= 0
    person = pa.array(roles.person, mask=~known)
    number = np.where(
        ~IS_PERSON[roles.kind] | (draw.random(count) < _WITH_NUMBER),
        np.arange(count),
        -1,
    )
    has_decree = draw.random(count) < _WITH_DECREE
    certificate = draw.choice(4, count, p=(0.25, 0.45, 0.1, 0.2))
    born = np.where(known, people.birth_year[roles.person], -1)
    dates = np.datetime64("2015-01-01") + draw.integers(0, 365 * 5, count)
    return {
        "person_key": people.keys.take(person),
        "registration_number": _numbered(province, roles.kind, number),
        "name": pc.coalesce(people.names.take(person), institution_names(draw, count)),
        "kind": tables.texts(KINDS, roles.kind),
        "region_code": tables.texts(regions_of(province), roles.region),
        "sex": tables.texts(
            ("male", "female"),
            np.where(known, people.is_female[roles.person].astype(int), -1),
        ),
        "birth_year": pa.array(born, pa.int16(), mask=born < 0),
        "education": tables.texts(
            EDUCATION, np.where(known, people.education[roles.person], -1)
        ),
        "decree_number": tables.texts(
            [f"188.4/{n}/KUM/{2010 + n % 15}" for n in range(900)],
            np.where(has_decree, draw.integers(0, 900, count), -1),
        ),
        "certificate": pc.coalesce(
            tables.texts(
                ("yes", "no"), np.where(known & (certificate < 2), certificate, -1)
            ),
            tables.days(dates, known & (certificate == 2)).cast(pa.string()),
        ),
    }


def _numbered(province: Province, kind: Ints, number: Ints) -> pa.Array:
    """Registration numbers; null where ``number`` is below 0."""
    is_given = pa.array(number >= 0)
    return pc.binary_join_element_wise(
        tables.texts(_ABBREVIATIONS, kind),
        pa.scalar(province.code),
        pc.if_else(is_given, pa.array(number).cast(pa.string()), None),
        "-",
    )


def _dated(
    province: Province, roles: Roles, at: Ints, month: int
) -> dict[str, pa.Array]:
    """Beginning, end, state and confirmation of roles, as of the register's month."""
    draw, count = province.draw("dated", month), len(roles.kind)
    today = np.datetime64(last_day(month))
    start = _FIRST_START + (
        province.draw("start").random(count) * (today - _FIRST_START).astype(int)
    ).astype(int)
    service = (today - start).astype(int)
    chance = draw.random(count)
    end = np.where(
        chance < _ENDED,
        start + (draw.random(count) * service).astype(int),
        today + 30 + draw.integers(0, 1500, count),
    )
    age = np.where(
        draw.random(count) < _LONG_AGO,
        draw.integers(366, 1500, count),
        draw.integers(0, 365, count),
    )
    confirmed = np.maximum(today - age, start)
    is_active = draw.random(count) >= _INACTIVE
    known_start = draw.random(count) >= _WITHOUT_START
    is_confirmed = draw.random(count) >= _NEVER_CONFIRMED
    return {
        "start_date": tables.days(start[at], known_start[at]),
        "end_date": tables.days(end[at], chance[at] < _ENDED + _ENDS),
        "status": tables.texts(("inactive", "active"), is_active[at].astype(int)),
        "confirmed_on": tables.days(confirmed[at], is_confirmed[at]),
    }
