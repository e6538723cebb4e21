"""Plans: places given one after the other to the village where each helps most.

With concave gains and lower limits by district, giving to the best village still
allowed is optimal (docs/placement.md; the general result is Federgruen and Groenevelt
1986, "The greedy procedure for resource allocation problems").
"""

from __future__ import annotations

import heapq
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Literal

import numpy as np

from imbang.analysis.placement.constraints import FREE, Constraints, Objective
from imbang.analysis.placement.objectives import (
    MEASURED,
    Rank,
    leading,
    ranking,
)
from imbang.analysis.villages import Villages, Whole

TieBroken = Literal["more_beyond_reach", "code"]


@dataclass(frozen=True)
class Tie:
    """How many villages a place would have served the objective equally well in, the
    chosen one among them, and what told it apart; None where it was the only one."""

    villages: int
    broken_by: TieBroken | None


@dataclass(frozen=True)
class Plan:
    """The villages given a place, by number, in the order of giving.

    ``bound`` is the smallest value that any plan could have, where the plan is not
    known to be best (Gini only); None where it is proved to be. ``ties`` has one for
    each place, or none where nobody asked for them or places are not given one by one
    (Gini).
    """

    villages: Villages
    norm: Fraction
    given: tuple[int, ...]
    bound: float | None = None
    ties: tuple[Tie, ...] = ()

    @property
    def psm_after(self) -> Whole:
        """PSM of each village (n) with the places given."""
        added = np.bincount(
            np.array(self.given, dtype=np.int64), minlength=len(self.villages)
        )
        return self.villages.psm + added


def place(
    villages: Villages,
    norm: Fraction,
    *,
    posts: int,
    objective: Objective = "uncovered",
    constraints: Constraints = FREE,
    with_ties: bool = True,
) -> Plan:
    """The plan for ``posts`` places; shorter where more would do nothing.

    Ties take every village to be ranked, which a plan without them does not.

    KeyError for an objective without a ranking (see `imbang.analysis.placement.even_plans`).
    """
    chosen = _Chooser(
        villages, norm, objective, posts, constraints, with_ties=with_ties
    )
    chosen.give_first()
    chosen.give_districts()
    chosen.give_rest()
    return Plan(villages, norm, tuple(chosen.given), ties=tuple(chosen.ties))


class _Chooser:
    """Places given so far, and what they leave."""

    def __init__(
        self,
        villages: Villages,
        norm: Fraction,
        objective: Objective,
        posts: int,
        constraints: Constraints,
        *,
        with_ties: bool,
    ) -> None:
        self.villages, self.norm, self.objective = villages, norm, objective
        self.rank, self.measured = (
            ranking(objective, villages, norm),
            MEASURED[objective],
        )
        self.posts, self.constraints = posts, constraints
        self.with_ties = with_ties
        self.psm = villages.psm.tolist()
        self.ppks = villages.ppks.tolist()
        self.open = np.flatnonzero(villages.is_open).tolist()
        self.given: list[int] = []
        self.ties: list[Tie] = []

    def give_first(self) -> None:
        """One place to each village with need and no PSM, by PMKS."""
        if not self.constraints.first_everywhere:
            return
        bare = [v for v in self.open if self.psm[v] == 0 and self.ppks[v] > 0]
        alike = _Alike([(-self.ppks[v],) for v in bare], 1)
        for village in sorted(bare, key=lambda v: (-self.ppks[v], v)):
            self._give(village, alike.taken((-self.ppks[village],)))

    def give_districts(self) -> None:
        """Up to the least in each district, the district that lacks most first."""
        least = self.constraints.least_per_district
        if least <= 0:
            return
        for district, members in self._districts():
            held = sum(
                self.psm[v] for v in np.flatnonzero(self.villages.district == district)
            )
            for village, tie in self._best(members, least - held, is_due=True):
                self._give(village, tie)

    def give_rest(self) -> None:
        """The places left, each to the best village."""
        wanted = self.posts - len(self.given)
        among = self.open if self.with_ties else self._leading(wanted)
        for village, tie in self._best(among, wanted):
            self._give(village, tie)

    def _leading(self, wanted: int) -> list[int]:
        """The villages that so many places can go to."""
        psm, most = np.array(self.psm), self.constraints.most_per_village
        is_open = self.villages.is_open
        if most is not None:
            is_open = is_open & (psm < most)
        villages = replace(self.villages, psm=psm, is_open=is_open)
        return list(leading(self.objective, villages, self.norm, wanted).tolist())

    def _districts(self) -> Iterator[tuple[int, Sequence[int]]]:
        """Districts with an open village, most PMKS first."""
        members: dict[int, list[int]] = {}
        for village in self.open:
            members.setdefault(int(self.villages.district[village]), []).append(village)
        needs = np.bincount(self.villages.district, weights=self.villages.ppks)
        for district in sorted(members, key=lambda d: (-needs[d], d)):
            yield district, members[district]

    def _best(
        self, among: Iterable[int], wanted: int, *, is_due: bool = False
    ) -> Iterator[tuple[int, Tie | None]]:
        """The best village of ``among``, one place after the other, and its tie where ties
        are asked for.

        A place that is due goes to a village with need even where it does nothing more
        for the objective.
        """
        found = (self._entry(village, is_due=is_due) for village in among)
        heap = [entry for entry in found if entry is not None]
        ranks = [rank for *rank, _village in heap] if self.with_ties else []
        alike = _Alike(ranks, self.measured)
        heapq.heapify(heap)
        while heap and wanted > 0 and len(self.given) < self.posts:
            *rank, village = heap[0]
            yield village, alike.taken(rank) if self.with_ties else None
            wanted -= 1
            entry = self._entry(village, is_due=is_due)
            if entry is None:
                heapq.heappop(heap)
            else:
                if self.with_ties:
                    alike.add(entry[:-1])
                heapq.heapreplace(heap, entry)

    def _entry(self, village: int, *, is_due: bool) -> tuple[Any, ...] | None:
        most, psm = self.constraints.most_per_village, self.psm[village]
        if most is not None and psm >= most:
            return None
        rank = self.rank(village, psm)
        if rank is None and is_due and self.ppks[village] > 0:
            return (math.inf, -self.ppks[village] / max(psm, 1), village)
        return None if rank is None else (*rank, village)

    def _give(self, village: int, tie: Tie | None) -> None:
        if len(self.given) < self.posts:
            self.psm[village] += 1
            self.given.append(village)
            if tie is not None and self.with_ties:
                self.ties.append(tie)


class _Alike:
    """How many villages have each rank, and each of what the objective measures of it."""

    def __init__(self, ranks: Iterable[Sequence[float]], measured: int) -> None:
        self.measured = measured
        self.whole: Counter[Rank] = Counter()
        self.worth: Counter[Rank] = Counter()
        for rank in ranks:
            self.add(rank)

    def add(self, rank: Sequence[float]) -> None:
        """A village with this rank."""
        self.whole[tuple(rank)] += 1
        self.worth[tuple(rank[: self.measured])] += 1

    def taken(self, rank: Sequence[float]) -> Tie:
        """The tie of the first village by its rank, which it then has no longer."""
        whole, worth = tuple(rank), tuple(rank[: self.measured])
        villages, same = self.worth[worth], self.whole[whole]
        self.whole[whole] -= 1
        self.worth[worth] -= 1
        if villages == 1:
            return Tie(1, None)
        return Tie(villages, "code" if same > 1 else "more_beyond_reach")
