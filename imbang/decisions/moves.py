"""How a figure moved between two months, over what was reported anew, and its interval.

Only what has a report later than the decision is compared, the same places on both sides
(`imbang.analysis.matched`): an office that has sent nothing since is no standstill.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from imbang.analysis import change
from imbang.analysis.change import Interval
from imbang.analysis.matched import is_whole, outermost, reached, share_of
from imbang.decisions import figures
from imbang.decisions.figures import BY_NORM, OF_COVERAGE, Ask, Asked
from imbang.formats import exists
from imbang.reference import kinds
from imbang.reference.levels import ancestor, ancestors

if TYPE_CHECKING:
    import pandas as pd

Reason = Literal[
    "no_newer_report", "in_part", "no_chance", "counts_since_january", "several_norms"
]


@dataclass(frozen=True)
class Move:
    """A figure at two months over what is compared, ``share`` (0 to 1) of the whole.

    ``base`` and ``month`` are the months, which of figures counted since January are the
    same of two years; where ``is_since``, what is counted since ``base`` is held against
    what was counted until then. ``interval`` is None where ``reason`` says why there is none.
    """

    base: str
    month: str
    before: float | None = None
    now: float | None = None
    share: float | None = None
    interval: Interval | None = None
    is_since: bool = False
    reason: Reason | None = None


def of_coverage(ask: Ask, one: Asked, base: str, month: str) -> Move:
    """The move of a figure of coverage, under the norm of ``base`` on both sides."""
    norm = figures.norm_of(ask, one, base)
    if norm is None and one.figure in BY_NORM:
        if exists(figures.read(ask, one, base).value):
            return Move(base, month, reason="several_norms")
        return Move(base, month, reason="in_part")
    one = replace(one, norm=norm)
    sides = [
        ask("coverage", region=one.region, as_of=when, norm=norm, kinds=one.kinds)
        for when in (month, base)
    ]
    both = sides[0].merge(sides[1], on="region_code", suffixes=("", "_before"))
    is_new = both[[f"{part}_period" for part in OF_COVERAGE[one.figure]]] > base
    fresh = both[is_new.fillna(False).any(axis=1)]
    if fresh.empty or month <= base:
        return Move(base, month, reason="no_newer_report")
    whole = both[both["region_code"] == one.region].iloc[0]
    return _moved(ask, one, Move(base, month), fresh, whole)


def _moved(
    ask: Ask, one: Asked, empty: Move, fresh: pd.DataFrame, whole: pd.Series[float]
) -> Move:
    if one.figure in BY_NORM:
        rows = reached(fresh)
        rows = rows[rows[[one.figure, f"{one.figure}_before"]].notna().all(axis=1)]
        weight = "ppks_persons"
    else:
        told = [is_whole(fresh, part) for part in OF_COVERAGE[one.figure]]
        rows = fresh[told[0] & told[-1]]
        weight = "ppks_persons" if "ppks" in OF_COVERAGE[one.figure] else "psm_active"
    outer = outermost(rows)
    if outer.empty:
        return replace(empty, reason="in_part")
    share = share_of(float(outer[weight].sum()), float(whole[weight]))
    told_of = replace(empty, share=share)
    if one.figure in BY_NORM:
        return _summed(told_of, rows, one.figure)
    if one.figure == "ppks_persons":
        return _of_needs(ask, one, told_of, outer, rows, float(whole[weight]))
    if one.figure == "psm_valid":
        return _of_valid(ask, one, told_of, outer, rows)
    return of_psm(one.figure, told_of, outer, rows)


def of_psm(figure: str, told: Move, outer: pd.DataFrame, rows: pd.DataFrame) -> Move:
    """Active PSM, or PMKS to a PSM, or PSM to 1,000 PMKS: PMKS are taken as they are."""
    now, before = (float(outer[f"psm_active{when}"].sum()) for when in ("", "_before"))
    moved = change.of_parts(_differences(rows, "psm_active"), now - before, singly=True)
    if figure == "psm_active":
        return _counted(told, before, now, moved)
    ppks, ppks_before = (
        float(outer[f"ppks_persons{when}"].sum()) for when in ("", "_before")
    )
    if figure == "psm_per_1000_ppks":
        if not ppks or not ppks_before:
            return replace(told, reason="in_part")
        rate, rate_before = 1000 * now / ppks, 1000 * before / ppks_before
        low, high = (
            1000 * max(0.0, before + n) / ppks - rate_before
            for n in (moved.low, moved.high)
        )
    else:
        if not now or not before:
            return replace(told, reason="in_part")
        rate, rate_before = ppks / now, ppks_before / before
        low, high = (
            ppks / (before + n) - rate_before if before + n > 0 else float("inf")
            for n in (moved.high, moved.low)
        )
    interval = Interval(rate - rate_before, low, high)
    return replace(told, before=rate_before, now=rate, interval=interval)


def _of_valid(
    ask: Ask, one: Asked, told: Move, outer: pd.DataFrame, rows: pd.DataFrame
) -> Move:
    """Valid PSM, who are in a village; of the region as a whole each is counted once."""
    now, before = (
        ask("pillar_ladder", region=one.region, level="village", as_of=m, kind="psm")
        for m in (told.month, told.base)
    )
    both = now.merge(before, on="region_code", suffixes=("", "_before"))
    both = both[both["region_code"].isin(rows["region_code"])]
    both = both[both[["valid", "valid_before"]].notna().all(axis=1)]
    if both.empty:
        return replace(told, reason="in_part")
    parts = (both["valid"] - both["valid_before"]).astype(float).to_list()
    sums = [float(both[name].sum()) for name in ("valid_before", "valid")]
    if list(outer["region_code"]) == [one.region]:
        own = [figures.read(ask, one, m).value for m in (told.base, told.month)]
        sums = [n for n in own if n is not None] if None not in own else sums
    moved = change.of_parts(parts, sums[1] - sums[0], singly=True)
    return _counted(told, sums[0], sums[1], moved)


def _of_needs(
    ask: Ask,
    one: Asked,
    told: Move,
    outer: pd.DataFrame,
    rows: pd.DataFrame,
    whole: float,
) -> Move:
    """PMKS of the pairs of region and kind that both months tell, of every regency that
    has sent anything since."""
    sums = {"compared": 0.0, "before": 0.0}
    is_any = False
    for region in sorted({_sender(code, one.region) for code in outer["region_code"]}):
        needs = ask("needs_change", region=region, as_of=told.month, base=told.base)
        needs = needs[needs["unit"].eq("person") & needs["compared"].notna()]
        needs = needs[_is_counted(one, needs)]
        is_any |= not needs.empty
        for name in sums:
            sums[name] += float(needs[name].sum())
    if not is_any:
        return replace(told, reason="in_part")
    now, before = sums["compared"], sums["before"]
    parts = _differences(rows, "ppks_persons")
    moved = change.of_parts(parts, now - before, singly=False)
    told = replace(told, share=share_of(now, whole))
    return _counted(told, before, now, moved)


def _sender(code: str, asked: str) -> str:
    """The regency that ``code`` lies in, or what is asked about where that is smaller."""
    return code if code == asked else max(ancestor(code, "regency"), asked, key=len)


def _is_counted(one: Asked, needs: pd.DataFrame) -> pd.Series[bool]:
    if one.kinds is None:
        return needs["is_counted"].astype(bool)
    return needs["kind"].isin(kinds.ppks_kinds_in(one.kinds))


def _summed(told: Move, rows: pd.DataFrame, figure: str) -> Move:
    """A sum over places, each of which tells of its own."""
    now, before = (float(rows[f"{figure}{when}"].sum()) for when in ("", "_before"))
    parts = _differences(rows, figure)
    moved = change.of_parts(parts, now - before, singly=False)
    return _counted(told, before, now, moved)


def _counted(told: Move, before: float, now: float, moved: Interval) -> Move:
    """The move of a number, which cannot have fallen below none."""
    low = max(moved.low, -before)
    return replace(told, before=before, now=now, interval=replace(moved, low=low))


def _differences(rows: pd.DataFrame, figure: str) -> list[float]:
    """The change of each of ``rows`` in which no other of them lies."""
    codes = set(rows["region_code"])
    held = {above for code in codes for above in ancestors(code)[1:]}
    leaves = rows[~rows["region_code"].isin(held)]
    return [float(n) for n in leaves[figure] - leaves[f"{figure}_before"] if exists(n)]
