"""Whether an indicator is short of its target, or worse than its province, by more than
chance.

A figure is held against its target where the office set one, else against the figure of
its province. Shares are binomial: of so many cases, each as likely as the reference
says. Rates against a target are Poisson; against the province a rate's numerator is a
binomial share of the province's, as PSM are in `imbang.analysis.verdicts`, and as there
fewer than five expected are not told from any number. What is no count of cases (numbers,
medians, indexes, money, reports) is subject to no chance: it reaches a target or not.
`docs/statistics.md` tells what that leaves out.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from imbang.analysis.verdicts import FEWEST_EXPECTED, Chance, limits, positions

Real = NDArray[np.float64]
Flags = NDArray[np.bool_]

_WHOLE = ("whole_value", "whole_numerator", "whole_denominator")
_SCALES = {"percent": 100.0, "per 1000": 1000.0}
_BY_POSITION = np.array(
    ["clearly_short", "probably_short", "undecided", "enough", "ample"], dtype=object
)


@dataclass(frozen=True)
class _Held:
    """What n figures are held against, in the figures' unit; nan where nothing is."""

    reference: Real
    by_target: Flags
    by_whole: Flags
    by_chance: Flags


def judge(rows: pd.DataFrame, uncounted: Collection[str]) -> pd.DataFrame:
    """``rows`` of ``indicator_values`` with ``reference``, ``against`` (target, province
    or null), the limits that chance leaves around it and the ``judgement``.

    Takes ``whole_value``, ``whole_numerator`` and ``whole_denominator``, those of the
    province, and drops them. Limits are in the unit of the figure. The judgement is null
    where neither side is better, or there is nothing to be held against. ``uncounted``
    are the indicators whose parts are no cases.
    """
    held = _held(rows, uncounted)
    [value, part, denominator] = _numbers(rows, "value", "numerator", "denominator")
    known, judged = ~np.isnan(value), held.by_target | held.by_whole
    told = np.full(len(rows), None, dtype=object)
    told[judged] = "unknown"
    sign = np.where(rows["direction"] == "down", -1, 1)
    reached = known & judged & ~held.by_chance
    told[reached] = np.where(
        (sign * (value - held.reference))[reached] >= 0, "ample", "clearly_short"
    )
    by_chance = np.flatnonzero(known & held.by_chance)
    chance = _chance(rows, held, by_chance)
    is_few = (rows["unit"] == "per 1000").to_numpy()[by_chance]
    is_few &= chance.expected < FEWEST_EXPECTED
    side = sign[by_chance] * positions(part[by_chance], chance) * ~is_few
    told[by_chance] = _BY_POSITION[side + 2]
    printed, scale = limits(chance), _scale(rows)[by_chance] / denominator[by_chance]
    scale[is_few] = np.nan  # what is not judged by limits has none
    found = {}
    for name in ("low_95", "high_95", "low_998", "high_998"):
        found[f"limit_{name}"] = limit = np.full(len(rows), np.nan)
        limit[by_chance] = getattr(printed, name) * scale
    against = np.full(len(rows), None, dtype=object)
    against[held.by_target], against[held.by_whole] = "target", "province"
    return rows.drop(columns=list(_WHOLE)).assign(
        reference=held.reference,
        against=pd.array(against, dtype="str"),
        **found,
        judgement=pd.array(told, dtype="str"),
    )


def _held(rows: pd.DataFrame, uncounted: Collection[str]) -> _Held:
    [target, whole, part, total] = _numbers(rows, "target", *_WHOLE)
    [denominator] = _numbers(rows, "denominator")
    is_directed = rows["direction"].isin(["up", "down"]).to_numpy()
    is_counted = ~rows["indicator"].isin(list(uncounted)).to_numpy()
    is_counted &= rows["unit"].isin(list(_SCALES)).to_numpy()
    is_share = (rows["unit"] == "percent").to_numpy()
    by_target = is_directed & ~np.isnan(target)
    # parts that are larger than their whole are no share of it
    fits = np.where(is_share, part <= total, ~(denominator > total))
    by_whole = is_directed & is_counted & ~by_target & ~np.isnan(whole) & fits
    # a target of all, or of none, leaves nothing to chance
    is_certain = (target <= 0) | (is_share & (target >= 100))
    by_chance = (by_target & is_counted & ~is_certain) | by_whole
    reference = np.where(by_target, target, np.where(by_whole, whole, np.nan))
    return _Held(reference, by_target, by_whole, by_chance)


def _chance(rows: pd.DataFrame, held: _Held, chosen: NDArray[np.intp]) -> Chance:
    """What the numerators of the rows chosen would be by chance alone."""
    [denominator, part, total] = _numbers(
        rows, "denominator", "whole_numerator", "whole_denominator"
    )
    share = held.reference / _scale(rows)
    expected, whole = share * denominator, denominator.copy()
    is_rate = (rows["unit"] == "per 1000").to_numpy()
    whole[is_rate] = np.where(held.by_whole, part, np.nan)[is_rate]
    with np.errstate(divide="ignore", invalid="ignore"):
        share[is_rate] = (denominator / total)[is_rate]
    return Chance(expected[chosen], whole[chosen], share[chosen])


def _scale(rows: pd.DataFrame) -> Real:
    return np.asarray(rows["unit"].map(_SCALES).to_numpy(dtype=float))


def _numbers(rows: pd.DataFrame, *names: str) -> list[Real]:
    """Columns as numbers (n each), nan where there is none."""
    return [rows[name].to_numpy(dtype=float, na_value=np.nan) for name in names]
