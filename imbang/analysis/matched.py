"""Changes between two months, over what both of them tell and nothing else.

A region's first report is no growth, and one that is late no decline: compared is the
region as a whole where it is reported whole in both months, else those below it that
are, never one inside another. What share of the region's figure that is goes with it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd

from imbang.reference.levels import LENGTHS, NATION, Level, ancestors, ancestors_at

_WHOLE = ("reported", "reported_zero")
_NOTHING = 1e-6  # persons: what sums of fractions are off by


@dataclass(frozen=True)
class Change:
    """A figure at two months over the same regions, and the ``share`` (0 to 1) of the
    whole region that these are: of its PMKS, of its PSM where PSM are compared."""

    now: float
    before: float
    share: float

    @property
    def difference(self) -> float:
        """How much more or, below 0, less there is now; rounding is none."""
        change = self.now - self.before
        return 0.0 if abs(change) < _NOTHING else change


@dataclass(frozen=True)
class Changes:
    """The changes of one region's figures; None where nothing can be compared."""

    ppks: Change | None
    psm: Change | None
    ratio: Change | None
    uncovered: Change | None


def changes(
    region: str,
    now: pd.DataFrame,
    before: pd.DataFrame,
    needs: pd.DataFrame,
    kinds: Collection[str],
) -> Changes:
    """The changes of a region between two months.

    ``now`` and ``before`` are answers of ``coverage`` for the region and all below it,
    every village against the same norm in both; ``needs`` is the answer of
    ``needs_change`` between the same months, ``kinds`` are those counted.
    """
    both = _beside(now, before)
    whole = both[both["region_code"] == region].iloc[0]
    ppks, psm = whole["ppks_persons"], whole["psm_active"]
    return Changes(
        ppks=_of_needs(needs, kinds, ppks),
        psm=_summed(
            outermost(both[is_whole(both, "psm")]), "psm_active", "psm_active", psm
        ),
        ratio=_ratio(
            outermost(both[is_whole(both, "psm") & is_whole(both, "ppks")]), ppks
        ),
        uncovered=_summed(reached(both), "uncovered_persons", "ppks_persons", ppks),
    )


COMPARED = [
    "region_code",
    "level",
    "ppks_persons",
    "psm_active",
    "uncovered_persons",
    "villages",
    "villages_unknown",
    "ppks_status",
    "psm_status",
]
"""The columns of ``coverage`` that are compared."""


def _beside(now: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """The regions of both months, of each what is compared."""
    return now[COMPARED].merge(
        before[COMPARED], on="region_code", suffixes=("", "_before")
    )


def of_both(
    now: pd.DataFrame, before: pd.DataFrame, figure: str, weight: str
) -> Change | None:
    """The change of a sum over the regions of which both answers tell ``figure``, no one
    of them inside another; its share is that of ``weight``. None where there are none."""
    both = now.merge(before, on="region_code", suffixes=("", "_before"))
    told = both[both[[figure, f"{figure}_before"]].notna().all(axis=1)]
    return _summed(told, figure, weight, now[weight].sum())


def of_steps(
    own: tuple[pd.DataFrame, pd.DataFrame],
    offices: tuple[pd.DataFrame, pd.DataFrame],
    steps: Collection[str],
    weight: str,
) -> dict[str, Change]:
    """The changes of counts of people, later and earlier, where both are known.

    Of the region itself (``own``, a row each), where people are counted once, as long as
    the same ``offices`` tell of both; else the sums over the offices that do.
    """
    now, before = (
        set(side.loc[side[weight].notna(), "region_code"]) for side in offices
    )
    compared = own if now == before else offices
    found = {step: of_both(*compared, step, weight=weight) for step in steps}
    return {step: change for step, change in found.items() if change is not None}


def sides(changes: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The later and the earlier side of ``indicator_changes``, each with the columns of
    ``indicator_values`` that comparisons need; null where nothing can be compared."""
    named = changes[["region_code", "region_name", "unit"]]
    parts = ["numerator", "denominator", "value"]
    before = changes[[f"{part}_before" for part in parts]].set_axis(parts, axis=1)
    return named.join(changes[parts]), named.join(before)


def uncovered_by_region(
    now: pd.DataFrame, before: pd.DataFrame, level: Level
) -> pd.Series[float]:
    """The change of uncovered persons of each region of ``level``, over
    what is known of it in both months; regions of which nothing is are not in it.

    ``now`` and ``before`` as for `changes`.
    """
    both = _beside(now, before)
    known = reached(both[both["region_code"].str.len() >= LENGTHS[level]])
    change = known["uncovered_persons"] - known["uncovered_persons_before"]
    return change.groupby(ancestors_at(known["region_code"], level)).sum()


def _of_needs(
    needs: pd.DataFrame, kinds: Collection[str], whole: float
) -> Change | None:
    rows = needs[(needs["unit"] == "person") & needs["kind"].isin(kinds)]
    rows = rows[rows["compared"].notna()]
    if rows.empty:
        return None
    now, before = float(rows["compared"].sum()), float(rows["before"].sum())
    return Change(now, before, share_of(now, whole))


def _summed(
    rows: pd.DataFrame, figure: str, weight: str, whole: float
) -> Change | None:
    """The sum of a figure over ``rows``; their share is that of ``weight``."""
    if rows.empty:
        return None
    now, before = rows[figure].sum(), rows[f"{figure}_before"].sum()
    return Change(float(now), float(before), share_of(rows[weight].sum(), whole))


def _ratio(rows: pd.DataFrame, whole: float) -> Change | None:
    """PMKS to one PSM of ``rows`` taken together."""
    ppks, psm = rows["ppks_persons"].sum(), rows["psm_active"].sum()
    before, psm_before = (
        rows[f"{figure}_before"].sum() for figure in ("ppks_persons", "psm_active")
    )
    if not psm or not psm_before:
        return None
    return Change(float(ppks / psm), float(before / psm_before), share_of(ppks, whole))


def share_of(part: float, whole: float) -> float:
    """What part of the region is compared; all of it where there is nobody."""
    return min(1.0, float(part / whole)) if whole and whole > 0 else 1.0


def reached(both: pd.DataFrame) -> pd.DataFrame:
    """Villages that are known in both months, and regions known by their own figures
    alone, because none of their villages is in either month."""
    both = both[both["region_code"] != NATION]
    is_known = (
        both[["uncovered_persons", "uncovered_persons_before"]].notna().all(axis=1)
    )
    is_village = both["level"] == "village"
    is_bare = ~is_village
    for when in ("", "_before"):
        is_bare &= both[f"villages{when}"] == both[f"villages_unknown{when}"]
    return outermost(both[is_known & (is_village | is_bare)])


def is_whole(both: pd.DataFrame, figure: str) -> pd.Series[bool]:
    """Whether ``figure`` (psm or ppks) is reported whole in both months (n)."""
    now, before = (both[f"{figure}_status{when}"] for when in ("", "_before"))
    return now.isin(_WHOLE) & before.isin(_WHOLE)


def outermost(rows: pd.DataFrame) -> pd.DataFrame:
    """``rows`` without those that lie inside another of them."""
    codes = rows["region_code"].tolist()
    held = set(codes)
    # of no rows a list without a type would choose columns
    is_outer = (held.isdisjoint(ancestors(code)[1:]) for code in codes)
    return rows[np.fromiter(is_outer, dtype=bool, count=len(codes))]
