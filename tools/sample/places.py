"""Where in an office's regency a pillar serves: village, district or the whole."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from random import Random

from imbang.reference import regions
from tools.sample import needs
from tools.sample.plan import Office

_IN_VILLAGES = {"community_extension_worker", "wksbm"}
_IN_DISTRICTS = {"social_companion", "tksk"}
_MOST_PSM_IN_A_VILLAGE = 5


class Places:
    """Finds a place for one pillar after another; PSM gather in few villages."""

    def __init__(self, office: Office, draw: Random) -> None:
        self.office, self.draw = office, draw
        known = regions.load()
        self.villages = list(known.below(office.code, "village"))
        self.districts = list(known.below(office.code, "district"))
        self._weights = {
            village: (total + 8) ** office.follows_need * math.exp(draw.gauss(0, 0.5))
            for village, total in needs.village_totals(office).items()
        }
        self._psm_villages: list[str] = []

    def of_first_psm(self, amount: int) -> list[str]:
        """A village for each PSM: every chosen village has one, some have several."""
        wanted = min(amount, self.office.villages_with_psm)
        while len(self._psm_villages) < wanted:
            self._psm_villages.append(self._weighted(self._without(self._psm_villages)))
        chosen = list(self._psm_villages)
        while len(chosen) < amount:
            village = self._weighted(self._psm_villages)
            if chosen.count(village) < _MOST_PSM_IN_A_VILLAGE:
                chosen.append(village)
        return chosen

    def of_next(self, kind: str, taken: Sequence[str]) -> str:
        """A place for one more; ``taken`` are the regions that the kind has now."""
        if kind == "psm":
            return self._of_next_psm(taken)
        if kind == "tksk":
            return next(d for d in (*self.districts, "") if d not in taken)
        if kind in _IN_DISTRICTS:
            return self.draw.choice(self.districts)
        return (
            self.draw.choice(self.villages)
            if kind in _IN_VILLAGES
            else self.office.code
        )

    def _of_next_psm(self, taken: Sequence[str]) -> str:
        """Often a village that has lost its last PSM, else one that never had any."""
        lost = [village for village in self._psm_villages if village not in taken]
        if lost and self.draw.random() < 0.6:
            return self._weighted(lost)
        if self.draw.random() < 0.7:
            return self._weighted(self._psm_villages)
        village = self._weighted(self._without(self._psm_villages))
        self._psm_villages.append(village)
        return village

    def _without(self, villages: Iterable[str]) -> list[str]:
        left_out = set(villages)
        return [village for village in self.villages if village not in left_out]

    def _weighted(self, villages: Sequence[str]) -> str:
        return self.draw.choices(villages, [self._weights[v] for v in villages])[0]
