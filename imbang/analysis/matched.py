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

from imbang.reference.levels import NATION, ancestors

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
    coverage: pd.DataFrame,
    needs: pd.DataFrame,
    kinds: Collection[str],
    ppks: float,
) -> Changes:
    """The changes of a region between two months.

    ``coverage`` is the region's row of ``coverage_change``, ``needs`` the answer of
    ``needs_change`` between the same months; ``kinds`` are those counted, ``ppks`` the
    region's PMKS of them in the later month.
    """
    return Changes(
        ppks=_of_needs(needs, kinds, ppks),
        psm=_told(coverage, "psm_active", "psm_share"),
        ratio=_told(coverage, "ratio_ppks_per_psm", "ratio_share"),
        uncovered=_told(coverage, "uncovered_persons", "uncovered_share"),
    )


def uncovered_by_region(coverage: pd.DataFrame) -> pd.Series[float]:
    """The change of uncovered persons of each region of ``coverage_change``, by code;
    regions of which nothing is known in both months are not in it."""
    rows = coverage.set_index("region_code")
    change = rows["uncovered_persons"] - rows["uncovered_persons_before"]
    return change.dropna().astype("float64")


def of_both(
    now: pd.DataFrame, before: pd.DataFrame, figure: str, weight: str
) -> Change | None:
    """The change of a sum over the regions of which both answers tell ``figure``, no one
    of them inside another; its share is that of ``weight``. None where there are none."""
    both = now.merge(before, on="region_code", suffixes=("", "_before"))
    return _of_merged(both, figure, weight, now[weight].sum())


def _of_merged(
    both: pd.DataFrame, figure: str, weight: str, whole: float
) -> Change | None:
    later, earlier = both[figure], both[f"{figure}_before"]
    is_told = later.notna() & earlier.notna()
    if not is_told.any():
        return None
    return Change(
        float(later[is_told].sum()),
        float(earlier[is_told].sum()),
        share_of(both.loc[is_told, weight].sum(), whole),
    )


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
    later, earlier = own if now == before else offices
    both = later.merge(earlier, on="region_code", suffixes=("", "_before"))
    whole = later[weight].sum()
    found = {step: _of_merged(both, step, weight, whole) for step in steps}
    return {step: change for step, change in found.items() if change is not None}


def sides(changes: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The later and the earlier side of ``indicator_changes``, each with the columns of
    ``indicator_values`` that comparisons need; null where nothing can be compared."""
    named = changes[["region_code", "region_name", "unit"]]
    parts = ["numerator", "denominator", "value"]
    before = changes[[f"{part}_before" for part in parts]].set_axis(parts, axis=1)
    return named.join(changes[parts]), named.join(before)


def _of_needs(
    needs: pd.DataFrame, kinds: Collection[str], whole: float
) -> Change | None:
    rows = needs[(needs["unit"] == "person") & needs["kind"].isin(kinds)]
    rows = rows[rows["compared"].notna()]
    if rows.empty:
        return None
    now, before = float(rows["compared"].sum()), float(rows["before"].sum())
    return Change(now, before, share_of(now, whole))


def _told(rows: pd.DataFrame, figure: str, share: str) -> Change | None:
    now, before, part = rows[[figure, f"{figure}_before", share]].iloc[0]
    if pd.isna(now):
        return None
    return Change(float(now), float(before), float(part))


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
