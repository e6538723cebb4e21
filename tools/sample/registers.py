"""The register of an office over the rounds: who joins, leaves, is confirmed again.

The number of rows of each kind follows the plan exactly; everything else is chance.
"""

from __future__ import annotations

import calendar
import functools
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from tools.sample.hiring import Hiring, Role
from tools.sample.people import Person
from tools.sample.places import Places
from tools.sample.plan import PILLAR_KINDS, ROUNDS, SEED, Office
from tools.sample.south_kalimantan import OFFICES

_FIRST_START, _LAST_START = date(2014, 1, 10), date(2021, 11, 30)
_STALE_FROM, _STALE_TO = date(2020, 3, 1), date(2021, 12, 20)
_INACTIVE_AT_FIRST, _ENDS_A_ROUND, _REVIVED, _RECONFIRMED = 0.035, 0.018, 0.05, 0.9
_BORROWED = 2  # people who serve in two offices


def last_day(name: str) -> date:
    """The last day of a round's month (``YYYY-MM``)."""
    year, month = int(name[:4]), int(name[5:])
    return date(year, month, calendar.monthrange(year, month)[1])


@functools.cache
def build(office: Office) -> Mapping[str, tuple[Role, ...]]:
    """Round → rows, by kind and region."""
    draw = Random(f"{SEED}/{office.code}/registers")
    places = Places(office, draw)
    hiring = Hiring(office, draw, _people_next_door(office))
    roles = _first_round(office, draw, places, hiring)
    rounds = {ROUNDS[0]: _in_order(roles)}
    for number, name in enumerate(ROUNDS[1:], start=1):
        roles = [_move_on(office, draw, role, number) for role in roles]
        roles = _meet_the_plan(office, draw, roles, number, places, hiring)
        rounds[name] = _in_order(roles)
    return rounds


def amount(office: Office, kind: str, number: int) -> int:
    """Rows of a kind in the round of that number (0 to 4): a line from first to last."""
    first, last = office.pillars[kind]
    return first + round((last - first) * number / (len(ROUNDS) - 1))


def _people_next_door(office: Office) -> list[Person]:
    if office.shares_people_with is None:
        return []
    neighbour = next(o for o in OFFICES if o.code == office.shares_people_with)
    psm = [r for r in build(neighbour)[ROUNDS[0]] if r.kind == "psm" and r.shows_nik]
    return [role.person for role in psm if role.person][:_BORROWED]


def _first_round(
    office: Office, draw: Random, places: Places, hiring: Hiring
) -> list[Role]:
    roles: list[Role] = []
    for kind in office.pillars:
        wanted = amount(office, kind, 0)
        where = places.of_first_psm(wanted) if kind == "psm" else []
        for at in range(wanted):
            taken = [role.region for role in roles if role.kind == kind]
            region = where[at] if where else places.of_next(kind, taken)
            start = _between(draw, _FIRST_START, _LAST_START)
            roles.append(hiring.hire(kind, region, start))
    first = last_day(ROUNDS[0])
    return [_first_state(draw, office, role, first) for role in roles]


def _first_state(draw: Random, office: Office, role: Role, day: date) -> Role:
    """As found in the first round: confirmed lately or long ago; a few not active."""
    if role.is_neglected:
        confirmed = _between(draw, max(role.start, _STALE_FROM), _STALE_TO)
    else:
        confirmed = _between(draw, day - timedelta(days=230), day - timedelta(days=6))
    role = replace(role, confirmed=None if draw.random() < 0.02 else confirmed)
    if draw.random() < _INACTIVE_AT_FIRST and not office.counts_only:
        return _leave(draw, role, date(2022, 5, 1), day)
    return role


def _leave(draw: Random, role: Role, since: date, day: date) -> Role:
    """No longer serving: the state says so, or the day on which service ended."""
    if role.kind == "karang_taruna":
        return role
    if draw.random() < 0.6:
        return replace(role, is_active=False)
    return replace(role, end=_between(draw, since, day))


def _is_serving(role: Role) -> bool:
    return role.is_active and role.end is None


def _move_on(office: Office, draw: Random, role: Role, number: int) -> Role:
    """One round later: confirmed again or forgotten, trained, perhaps leaving."""
    before, day = last_day(ROUNDS[number - 1]), last_day(ROUNDS[number])
    forgotten = 1.5 * _REVIVED * office.stale / (1 - office.stale)
    change = draw.random() < (_REVIVED if role.is_neglected else forgotten)
    role = replace(role, is_neglected=role.is_neglected != change)
    if not role.is_neglected and draw.random() < _RECONFIRMED:
        role = replace(role, confirmed=_between(draw, before, day))
    if role.person and role.certificate is None and draw.random() < 0.05:
        role = replace(role, certificate=_between(draw, before, day))
    leaves = draw.random() < _ENDS_A_ROUND and not office.counts_only
    return _leave(draw, role, before, day) if leaves and _is_serving(role) else role


def _meet_the_plan(
    office: Office,
    draw: Random,
    roles: list[Role],
    number: int,
    places: Places,
    hiring: Hiring,
) -> list[Role]:
    """Strike some of those who left, and one or two more, then fill up to the plan."""
    before, day = last_day(ROUNDS[number - 1]), last_day(ROUNDS[number])
    found: list[Role] = []
    for kind in office.pillars:
        wanted = amount(office, kind, number)
        stay = [role for role in roles if role.kind == kind and _stays(draw, role)]
        while len(stay) > wanted:
            stay.remove(min(stay, key=_is_serving))
        while len(stay) < wanted:
            region = places.of_next(kind, [role.region for role in stay])
            start = _between(draw, before, day - timedelta(days=20))
            stay.append(hiring.hire(kind, region, start))
        found += stay
    return found


def _stays(draw: Random, role: Role) -> bool:
    """Rows of those who left are struck late; others seldom, and institutions never."""
    if role.person is None:
        return True
    return draw.random() > (0.02 if _is_serving(role) else 0.3)


def _between(draw: Random, first: date, last: date) -> date:
    return first + timedelta(days=draw.randint(0, max(0, (last - first).days)))


def _in_order(roles: list[Role]) -> tuple[Role, ...]:
    order = {kind: at for at, kind in enumerate(PILLAR_KINDS)}
    return tuple(sorted(roles, key=lambda r: (order[r.kind], r.region, r.name)))
