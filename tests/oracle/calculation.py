"""The figures of `coverage`, `pillar_ladder` and `needs`, calculated a second time.

Straight from the rows that offices sent, one region after the other, with whole
numbers and fractions; slow and plain, and knowing nothing of the product's queries.
Each answer is a list of dicts with the columns of the contract, so that the two can
be laid side by side.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction

from scipy import stats

from . import registers
from .coverage import Norm, Standing, add_up, made_with, over_provinces, stand
from .ladder import climb
from .pillars import Known, Pillars, status_of
from .reports import UNITS, Figure, settle_needs
from .sending import (
    NATION,
    Workbook,
    ancestor,
    depth,
    is_within,
    level,
    month,
    month_text,
    parent,
    pillar_kinds,
    ppks_kinds,
    region_names,
    regions_of,
    submissions,
)

Row = dict[str, object]


class Calculation:
    """All answers for one as-of month over what was sent.

    ``kinds`` are the PPKS kinds that coverage counts, with commas between; all unless
    told.
    """

    def __init__(
        self, workbooks: Iterable[Workbook], as_of: str, kinds: str | None = None
    ) -> None:
        self.counted = kinds.split(",") if kinds else list(ppks_kinds())
        self.as_of = month(as_of)
        self.day = registers.last_day(self.as_of)
        self.sent = sent = submissions(workbooks)
        self.senders = {ancestor(one.office, "province") for one in sent}
        self.settled = {
            (kind, unit): settled
            for kind in ppks_kinds()
            for unit, settled in settle_needs(sent, kind, self.as_of).items()
        }
        self.pillars = {
            kind: Pillars(sent, kind, self.as_of) for kind in pillar_kinds()
        }
        # nothing is known anywhere of the other kinds and units
        self.spoken_of = {key: one for key, one in self.settled.items() if one.reports}
        self.norms: dict[str, Norm] = {}
        self.memo: dict[tuple[str, str], Known] = {}
        self.reached: dict[tuple[str, str | None], Row] = {}
        self.standings: dict[tuple[str, Norm], Standing] = {}
        self.kinds_sent: dict[str, set[str] | None] = {}

    # --- needs ---------------------------------------------------------------------

    def ppks(self, code: str, unit: str = "person") -> Known:
        """A region's PMKS, added up over the kinds that are reported in a unit."""
        if (code, unit) not in self.memo:
            self.memo[code, unit] = self._add_up_kinds(code, unit)
        return self.memo[code, unit]

    def _add_up_kinds(self, code: str, unit: str) -> Known:
        found = [
            figure
            for (kind, counted_in), settled in self.spoken_of.items()
            if kind in self.counted and counted_in == unit
            if (figure := settled.figure(code)) is not None
        ]
        if not found:
            return Known(None, "not_reported", None)
        total = sum(figure.total for figure in found)
        is_complete = all(figure.is_complete for figure in found)
        oldest = min(figure.period for figure in found)
        return Known(total, status_of(total, is_complete), oldest)

    def needs(self, region: str, at: str) -> list[Row]:
        """The answer of `needs`: one row per region, kind and unit."""
        return [
            row
            for code in regions_of(region, at)
            for kind, about in ppks_kinds().items()
            for row in self._needs_of(code, kind, about["unit"])
        ]

    def _needs_of(self, code: str, kind: str, natural: str) -> list[Row]:
        settled = {unit: self.spoken_of.get((kind, unit)) for unit in UNITS}
        figures = {unit: one and one.figure(code) for unit, one in settled.items()}
        reported = [unit for unit in UNITS if figures[unit] is not None]
        absent = (
            "not_collected" if self._is_not_collected(code, kind) else "not_reported"
        )
        return [
            {
                "region_code": code,
                "kind": kind,
                "unit": unit,
                **_described(figures[unit], absent),
            }
            for unit in reported or [natural]
        ]

    def _is_not_collected(self, code: str, kind: str) -> bool:
        """Whether the offices of a region send needs, and never of this kind."""
        if code not in self.kinds_sent:
            sent = [
                submission
                for submission in self.sent
                if submission.dataset == "ppks"
                and submission.period.last <= self.as_of
                and is_within(code, submission.office)
            ]
            kinds = {row.kind for submission in sent for row in submission.rows}
            self.kinds_sent[code] = kinds if sent else None
        known = self.kinds_sent[code]
        return known is not None and kind not in known

    # --- the norm ------------------------------------------------------------------

    def norm(self, code: str, given: str | None) -> Norm:
        """The norm that a region is held against: the one given, else the default."""
        if given is not None:
            return Norm(Fraction(given), None, None, None)
        over = NATION if depth(code) <= 1 else ancestor(code, "province")
        assert over is not None
        if over not in self.norms:
            self.norms[over] = self._own_ratio(over)
        return self.norms[over]

    def _own_ratio(self, region: str) -> Norm:
        psm = self.pillars["psm"]
        regencies = regions_of(region, "regency")
        both = [
            code
            for code in regencies
            if self.ppks(code).count is not None and psm.known(code).count is not None
        ]
        needs = sum(self.ppks(code).count or 0 for code in both)
        people = psm.active(both)
        ratio = Fraction(needs, people) if needs and people else None
        return Norm(ratio, needs, people, len(regencies) - len(both))

    # --- coverage ------------------------------------------------------------------

    def coverage(self, region: str, at: str, norm: str | None = None) -> list[Row]:
        """The answer of `coverage`: one row per region of the level."""
        return [self._coverage_of(code, norm) for code in regions_of(region, at)]

    def _coverage_of(self, code: str, given: str | None) -> Row:
        norm = self.norm(code, given)
        needs, families = self.ppks(code), self.ppks(code, "family")
        psm = self.pillars["psm"].known(code)
        own = stand(needs.count, psm.count, norm.ratio)
        reach = self._reach(code, given)
        return {
            "region_code": code,
            "region_name": region_names()[code],
            "level": level(code),
            "parent_code": None if code == NATION else parent(code),
            "ppks_persons": needs.count,
            "ppks_families": families.count,
            "psm_active": psm.count,
            "state": own.state,
            **_ratios(needs.count, psm.count),
            **reach,
            "is_uncovered_at_least": (
                level(code) != "village"
                and reach["villages_unknown"] != 0
                and reach["uncovered_persons"] is not None
            ),
            "ppks_status": needs.status,
            "psm_status": psm.status,
            "ppks_period": _month(needs.period),
            "psm_period": _month(psm.period),
            **norm.columns(),
        }

    def _reach(self, code: str, given: str | None) -> Row:
        """Shortage and uncovered of a region, and the norm they are worked out with:
        that of its villages, against which its own figures are held as well. Those of
        the nation are the sums over its provinces."""
        if (code, given) not in self.reached:
            self.reached[code, given] = self._reach_of(code, given)
        return self.reached[code, given]

    def _reach_of(self, code: str, given: str | None) -> Row:
        villages = regions_of(code, "village")
        if code == NATION:
            provinces = [
                self._reach(one, given) for one in regions_of(code, "province")
            ]
            return over_provinces(provinces)
        inside = self.norm(villages[0], given)
        norm = self.norm(code, given) if inside.ratio is None else inside
        psm = self.pillars["psm"].known(code)
        own = stand(self.ppks(code).count, psm.count, norm.ratio)
        below = [Standing("unknown")] * len(villages)
        if ancestor(code, "province") in self.senders:
            below = [self._standing(village, inside) for village in villages]
        return {**add_up(own, below), **made_with([norm])}

    def state_of_village(self, village: str) -> str:
        """A village's state against the default norm."""
        return self._standing(village, self.norm(village, None)).state

    def _standing(self, village: str, norm: Norm) -> Standing:
        if (village, norm) not in self.standings:
            psm = self.pillars["psm"].known(village)
            found = stand(self.ppks(village).count, psm.count, norm.ratio)
            self.standings[village, norm] = found
        return self.standings[village, norm]

    # --- the ladder ----------------------------------------------------------------

    def pillar_ladder(self, region: str, at: str, kind: str | None) -> list[Row]:
        """The answer of `pillar_ladder`: one row per region of the level."""
        return [climb(self.pillars, code, kind) for code in regions_of(region, at)]


def _described(figure: Figure | None, absent: str) -> Row:
    if figure is None:
        return {"count": None, "status": absent, "period": None}
    told: Row = {
        "count": figure.total,
        "status": status_of(figure.total, figure.is_complete),
        "period": month_text(figure.period),
    }
    if not figure.is_complete:
        told["parts_complete"] = figure.parts_complete
        told["parts_total"] = figure.parts_total
    return told


def _month(index: int | None) -> str | None:
    return None if index is None else month_text(index)


def _ratios(needs: int | None, psm: int | None) -> Row:
    """PMKS per PSM with its exact 95 % Poisson interval."""
    names = ("ratio_ppks_per_psm", "ratio_low", "ratio_high")
    if needs is None or psm is None:
        return dict.fromkeys(names)
    upper = float(stats.gamma.ppf(0.975, psm + 1))
    if psm == 0:
        upper = -math.log(0.025)
        return dict(zip(names, (None, needs / upper, None), strict=True))
    lower = float(stats.gamma.ppf(0.025, psm))
    return dict(zip(names, (needs / psm, needs / upper, needs / lower), strict=True))
