"""People in need by village and kind over the rounds, and inhabitants.

The last round is made first: a total for each village, split into kinds. Earlier
rounds go back along the growth of the office and the kind. A stock and its flows agree
always: stock = stock of last December + entered − exited, flows cumulative in the year.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Literal

from imbang.reference import regions
from tools.sample import kinds
from tools.sample.plan import OUTSIDE_KIND, ROUNDS, SEED, Office

_BASELINE = "2022-12"  # never sent: the stock that the flows of 2023 start from
_MONTHS = {name: 12 * int(name[:4]) + int(name[5:]) for name in (_BASELINE, *ROUNDS)}
_PERSONS_A_FAMILY = 3.4


@dataclass(frozen=True)
class Need:
    """One row of a PPKS sheet; every figure is None where the office wrote '...'."""

    village: str
    kind: str
    unit: Literal["person", "family"]
    count: int | None
    entered: int | None = None
    exited: int | None = None
    independent: int | None = None


@functools.cache
def village_totals(office: Office) -> Mapping[str, int]:
    """Persons in need by village in the last round; villages that never report too."""
    draw = _draw(office, "villages")
    villages = list(regions.load().below(office.code, "village"))
    district = {v[:8]: draw.gauss(0, 0.8 * office.uneven) for v in villages}
    weights = {
        v: math.exp(district[v[:8]] + draw.gauss(0, office.uneven)) for v in villages
    }
    if not office.urban:
        for village in draw.sample(villages, 1 + len(villages) // 250):
            weights[village] = 0.0
    scale = office.ppks / sum(weights.values())
    return {village: round(scale * weight) for village, weight in weights.items()}


@functools.cache
def unknown_villages(office: Office) -> Mapping[str, Literal["dots", "missing"]]:
    """Villages without any figure: '...' throughout, or not in the sheet at all."""
    draw = _draw(office, "unknown")
    known = [village for village, total in village_totals(office).items() if total]
    chosen = draw.sample(known, office.unknown_villages)
    return {v: "missing" if i % 3 == 0 else "dots" for i, v in enumerate(chosen)}


@functools.cache
def build(office: Office) -> Mapping[str, tuple[Need, ...]]:
    """Round → rows in village and kind order, zeros included."""
    draw = _draw(office, "needs")
    unknown = unknown_villages(office)
    rows: dict[str, list[Need]] = {name: [] for name in ROUNDS}
    for village, total in village_totals(office).items():
        last_round = _split(draw, office, village, total)
        if unknown.get(village) == "missing":
            continue
        for kind, count in last_round.items():
            unit = kinds.UNITS[kind]
            if village in unknown:
                series = {name: Need(village, kind, unit, None) for name in ROUNDS}
            else:
                series = _go_back(draw, office, Need(village, kind, unit, count))
            for name, need in series.items():
                rows[name] += _as_sent(draw, office, name, need)
    return {name: tuple(needs) for name, needs in rows.items()}


def _draw(office: Office, purpose: str) -> Random:
    return Random(f"{SEED}/{office.code}/{purpose}")


def _split(draw: Random, office: Office, village: str, total: int) -> dict[str, int]:
    """Kind → count of the last round; *fakir miskin* are what the others leave."""
    sent = {
        key: share
        for key, share in kinds.shares(is_urban=office.urban).items()
        if key not in office.kinds_left_out
    }
    counts = dict.fromkeys(sent, 0)
    for key, share in sent.items():
        expected = share * total * math.exp(draw.gauss(-0.1, 0.5))
        counts[key] = int(expected + draw.random())
    others = sum(n for key, n in counts.items() if kinds.UNITS[key] == "person")
    counts["poor"] = max(0, total - (others - counts["poor"]))
    if office.remote_districts:
        is_remote = village[:8] in office.remote_districts and draw.random() < 0.6
        counts["remote_indigenous_community"] = draw.randint(15, 70) * is_remote
    return counts


def _go_back(draw: Random, office: Office, last: Need) -> dict[str, Need]:
    """Round → the row of one village and kind, with flows that lead to its stock."""
    assert last.count is not None
    growth = office.growth + kinds.GROWTH.get(last.kind, 0.0)
    # One draw for the whole series: small stocks stay as they are for years.
    rounding, exits = draw.random(), draw.uniform(0.03, 0.08)
    stock = {}
    for name, month in _MONTHS.items():
        years = (_MONTHS[ROUNDS[-1]] - month) / 12
        noise = draw.gauss(0, 0.012) if years else 0.0
        stock[name] = int(
            last.count * (1 + growth) ** -years * math.exp(noise) + rounding
        )
    return dict(_flow(last, stock, exits=exits))


def _flow(
    last: Need, stock: Mapping[str, int], *, exits: float
) -> list[tuple[str, Need]]:
    # The rounding of one row in a year's files is that of the next, so that what is
    # cumulative never falls.
    rounding = Random(f"{last.village}/{last.kind}").random()
    found = []
    entered = exited = 0
    for before, name in zip((_BASELINE, *ROUNDS), ROUNDS, strict=False):
        if before.endswith("-12"):
            entered = exited = 0
        change = stock[name] - stock[before]
        years = (_MONTHS[name] - _MONTHS[before]) / 12
        left = max(int(stock[before] * exits * years + 0.5), -change)
        entered, exited = entered + change + left, exited + left
        independent = int(exited * kinds.SELF_RELIANT.get(last.kind, 0.15) + rounding)
        flows = (entered, exited, independent)
        found.append(
            (name, Need(last.village, last.kind, last.unit, stock[name], *flows))
        )
    return found


def _as_sent(draw: Random, office: Office, name: str, need: Need) -> list[Need]:
    """The row as the office sends it: now and then '...', or poor families beside."""
    if need.count and need.kind != "poor" and draw.random() < 0.004:
        return [Need(need.village, need.kind, need.unit, None)]
    if need.kind != "poor":
        return [need]
    rows = [need]
    if office.poor_families == "beside" or (
        office.poor_families == "at_first" and name == ROUNDS[0]
    ):
        families = _as_families(need)
        rows = [need, families] if office.poor_families == "beside" else [families]
    if office.sends_outside_kind and need.count and need.count > 80:
        rows.append(Need(need.village, OUTSIDE_KIND, "family", need.count // 9))
    return rows


def _as_families(need: Need) -> Need:
    count = None if need.count is None else math.ceil(need.count / _PERSONS_A_FAMILY)
    return Need(need.village, need.kind, "family", count)


@functools.cache
def inhabitants(office: Office) -> Mapping[str, tuple[int, int]]:
    """Village → inhabitants and households in the last year; at least 4 × in need."""
    draw = _draw(office, "inhabitants")
    totals = village_totals(office)
    weights = {
        village: (total + 15) ** 0.7 * math.exp(draw.gauss(0, 0.35))
        for village, total in totals.items()
    }
    scale = office.inhabitants / sum(weights.values())
    people = {
        v: max(round(scale * weight), 4 * totals[v], 150)
        for v, weight in weights.items()
    }
    return {v: (n, round(n / draw.uniform(3.1, 3.7))) for v, n in people.items()}
