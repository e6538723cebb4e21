"""Whether a region has fewer or more PSM than the norm wants, by more than chance.

Under the province's own ratio, which rests on a fixed number of PSM, a region's PSM are
by chance a binomial share of them; under a norm set from outside they are Poisson around
PMKS / norm. The limits of that chance, by mid-probability, are what is printed, and the
verdict is where the number lies against them. What regions differ by beyond chance is
the inequity looked for, so that no limit is widened by it: `imbang.analysis.spread` tells
it by itself. `docs/statistics.md` tells the method in full.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from imbang.analysis import spread as spreads
from imbang.reference.levels import LENGTHS, ancestors_at

Real = NDArray[np.float64]
Flags = NDArray[np.bool_]

FEWEST_EXPECTED = 5
"""Expected PSM below which a region cannot be told from the norm."""
TAIL_95, TAIL_998 = 0.025, 0.001
"""How much of chance lies beyond the limits on each side."""
_NEAR = 2  # how far a limit may be from where it is looked for first
_FURTHEST = 37.0  # standard deviations beyond which a float has no probability left


@dataclass(frozen=True)
class Chance:
    """What PSM of n regions would be by chance alone: a binomial share ``share`` of
    ``whole`` PSM, or Poisson around ``expected`` where ``whole`` is nan."""

    expected: Real
    whole: Real
    share: Real

    def of(self, chosen: NDArray[np.intp] | Flags) -> Chance:
        """The regions chosen."""
        return Chance(self.expected[chosen], self.whole[chosen], self.share[chosen])

    def up_to(self, count: Real) -> Real:
        """The probability of at most ``count`` PSM (n); 0 below none."""
        from scipy.special import bdtr, pdtr

        return np.where(count < 0, 0.0, self._by_law(count, pdtr, bdtr, 1.0))

    def above(self, count: Real) -> Real:
        """The probability of more than ``count`` PSM (n), exact where it is small."""
        from scipy.special import bdtrc, pdtrc

        return np.where(count < 0, 1.0, self._by_law(count, pdtrc, bdtrc, 0.0))

    def _by_law(
        self,
        count: Real,
        poisson: Callable[[Real, Real], Real],
        binomial: Callable[[Real, NDArray[np.int64], Real], Real],
        of_all: float,
    ) -> Real:
        """What the law of each region says of ``count`` (n), ``of_all`` where there are
        no more PSM than that."""
        found = np.full(len(count), of_all)
        has_law = np.isnan(self.whole)
        found[has_law] = poisson(np.maximum(count, 0)[has_law], self.expected[has_law])
        has_law = count < self.whole
        held, whole = np.maximum(count, 0)[has_law], self.whole[has_law]
        found[has_law] = binomial(held, whole.astype(np.int64), self.share[has_law])
        return found

    def at_or_below(self, count: Real) -> Real:
        """The mid-probability (n) of ``count`` or fewer PSM: half of its own probability
        counts on either side (Lancaster 1961)."""
        return (self.up_to(count - 1) + self.up_to(count)) / 2

    def at_or_above(self, count: Real) -> Real:
        """The mid-probability (n) of ``count`` or more PSM."""
        return (self.above(count - 1) + self.above(count)) / 2

    def within(self, tail: float) -> tuple[Real, Real]:
        """The smallest and the largest number of PSM (n each) whose mid-probability is
        no less than ``tail`` on its side: what is beyond them is too far out. nan where
        nothing is known to be expected."""
        from scipy.special import ndtri

        # a normal number, made askew as the law is, mostly comes within two of the limit
        share = np.where(np.isnan(self.whole), 0.0, self.share)
        expected, left = np.nan_to_num(self.expected), np.nan_to_num(1 - share)
        z = -float(ndtri(tail))
        wide = z * np.sqrt(expected * left)
        middle = expected + (z**2 - 1) / 6 * (2 * left - 1)
        low = self._first(
            lambda some, count: some.at_or_below(count) >= tail, middle - wide
        )
        high = self._first(
            lambda some, count: some.at_or_above(count) < tail, middle + wide
        )
        is_known = ~np.isnan(self.expected)
        return np.where(is_known, low, np.nan), np.where(is_known, high - 1, np.nan)

    def _first(self, is_reached: Callable[[Chance, Real], Flags], near: Real) -> Real:
        """The first whole number (n) for which ``is_reached`` holds, by halving: from
        between numbers ``near``, where it lies there."""
        expected = np.nan_to_num(self.expected)
        most = np.ceil(expected + 40 * np.sqrt(expected + 9) + 60)
        most = np.where(np.isnan(self.whole), most, self.whole + 1)
        low = np.clip(np.floor(near) - _NEAR, -1, most)
        high = np.clip(np.floor(near) + _NEAR, -1, most)
        is_between = ~is_reached(self, low) & is_reached(self, high)
        low, high = np.where(is_between, low, -1.0), np.where(is_between, high, most)
        while len(open_ := np.flatnonzero(high - low > 1)):
            middle = np.floor((low[open_] + high[open_]) / 2)
            reached = is_reached(self.of(open_), middle)
            high[open_[reached]] = middle[reached]
            low[open_[~reached]] = middle[~reached]
        return high


@dataclass(frozen=True)
class Limits:
    """The whole numbers (n each) from which to which chance alone leaves a figure in 95
    and in 99.8 of 100 cases; a figure equal to one of them is within."""

    low_95: Real
    high_95: Real
    low_998: Real
    high_998: Real


def limits(chance: Chance) -> Limits:
    """The limits of each of n figures, by mid-probability; nan where nothing is known to
    be expected."""
    low_95, high_95 = chance.within(TAIL_95)
    return Limits(low_95, high_95, *chance.within(TAIL_998))


def positions(count: Real, chance: Chance) -> NDArray[np.int8]:
    """Where each figure (n) lies against its `limits`: -2 clearly below, -1 probably
    below, 0 within, 1 probably above, 2 clearly above. 0 where nothing is known."""
    return _beside(count, limits(chance))


def _beside(count: Real, printed: Limits) -> NDArray[np.int8]:
    below = (count < printed.low_95).astype(np.int8) + (count < printed.low_998)
    above = (count > printed.high_95).astype(np.int8) + (count > printed.high_998)
    return np.asarray(above - below, dtype=np.int8)


def _deviations(count: Real, chance: Chance) -> Real:
    """How far each figure (n) is out: the normal quantile of its mid-probability."""
    from scipy.special import ndtri

    below, above = ndtri(chance.at_or_below(count)), -ndtri(chance.at_or_above(count))
    z = np.where(count < chance.expected, below, above)
    return np.asarray(np.clip(z, -_FURTHEST, _FURTHEST))


def judge(rows: pd.DataFrame, *, has_peers: bool = False) -> pd.DataFrame:
    """``rows`` with what is expected, the limits, and the verdict; only those asked for.

    Takes the columns region_code, level, ppks_persons, psm_active, norm_numerator,
    norm_denominator, norm_source and is_asked. Of a level there must be all regions of a
    province (of the nation for provinces), whose spread is told whichever of them is
    asked for, unless the rows have what `families` tells of them in family_spread and
    family_psm_share (``has_peers``). Limits are whole PSM. ``verdict_reason`` is null where there is a verdict;
    limits, ``verdict_strength`` and ``deviation`` where there is none. ``deviation`` is
    how many standard deviations PSM are above the norm, below it negative: the normal
    quantile of the mid-probability, in the order of the limits. ``spread`` and ``stands_out`` are
    those of `imbang.analysis.spread`, null where too few regions are judged.
    """
    peers = numbers(rows, *_OF_FAMILY) if has_peers else numbers(_peers(rows), *_PEERS)
    asked = rows["is_asked"].to_numpy(dtype=bool)
    spread, psm_share = (one[asked] for one in peers)
    told = rows.drop(columns=["is_asked", *_OF_FAMILY], errors="ignore")
    told = told if asked.all() else told[asked]
    expected, chance = chance_of(told)
    reason = _reasons(told, expected)
    is_judged = reason == ""
    held = chance.of(is_judged)
    printed = limits(held)
    [psm] = numbers(told, "psm_active")
    place = _beside(psm[is_judged], printed)
    columns: dict[str, Any] = {
        "verdict": _texts(is_judged, _VERDICTS, place, "undetermined"),
        "verdict_strength": _texts(is_judged, _STRENGTHS, place),
        "verdict_reason": _named(np.where(is_judged, np.array(None), reason)),
        **{
            f"limit_{name}": _whole(is_judged, limit)
            for name, limit in vars(printed).items()
        },
        "deviation": _spaced(is_judged, _deviations(psm[is_judged], held)),
        "spread": spread,
        "stands_out": _marks(
            is_judged & ~np.isnan(psm_share), psm, expected * psm_share, spread
        ),
    }
    judged = pd.DataFrame({"expected_psm": expected, **columns})
    return pd.concat([told.reset_index(drop=True), judged], axis=1)


def families(rows: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """What the regions of each family are told by, one row for each value of ``keys``:
    how much they differ (``spread``) and how many PSM there are for each that is
    expected (``psm_share``), nan for too few. ``rows`` (columns as for `judge`) are
    those that `is_judged`, in the order of regions.
    """
    expected, _chance = chance_of(rows)
    [psm] = numbers(rows, "psm_active")
    groups = rows.groupby(list(keys), sort=False)
    told = [
        (spreads.spread(psm[among], expected[among]), _share(psm, expected, among))
        for among in map(np.asarray, groups.indices.values())
    ]
    found = pd.DataFrame(list(groups.indices), columns=list(keys))
    return found.join(pd.DataFrame(told, columns=list(_PEERS), dtype=float))


def is_judged(rows: pd.DataFrame) -> Flags:
    """Whether each of ``rows`` (n) has a verdict."""
    return np.asarray(_reasons(rows, chance_of(rows)[0]) == "")


_PEERS = ("spread", "psm_share")
_OF_FAMILY = ("family_spread", "family_psm_share")


def _peers(rows: pd.DataFrame) -> pd.DataFrame:
    """What `families` tells of the family of each row (n), in the order of ``rows``."""
    codes = rows["region_code"]
    family = (
        ancestors_at(codes, "province").where(codes.str.len() > LENGTHS["province"], "")
        + rows["level"]
    ).to_numpy(dtype=object)
    among = rows.assign(family=family)[is_judged(rows)].sort_values("region_code")
    told = families(among, ["family"]).set_index("family")
    return told.reindex(family).reset_index(drop=True)


def _share(psm: Real, expected: Real, among: NDArray[np.intp]) -> float:
    """PSM of the regions ``among`` for each that is expected; nan for too few."""
    if len(among) < spreads.FEWEST_PEERS or not psm[among].sum():
        return float("nan")
    return float(psm[among].sum() / expected[among].sum())


def _marks(
    is_told: Flags, psm: Real, fair: Real, spread: Real
) -> pd.arrays.BooleanArray:
    """Whether each region (n) stands out among its peers, null where nothing is told."""
    marks = np.zeros(len(psm), dtype=bool)
    marks[is_told] = spreads.is_outside(psm[is_told], fair[is_told], spread[is_told])
    return pd.arrays.BooleanArray(marks, ~is_told)


# by where a number lies against the limits: 0, 1, 2, and from the end -1 and -2
_VERDICTS = np.array(["adequate", "ample", "ample", "short", "short"], dtype=object)
_STRENGTHS = np.array([None, "probable", "clear", "clear", "probable"], dtype=object)


def _texts(
    chosen: Flags,
    texts: NDArray[Any],
    place: NDArray[Any],
    otherwise: str | None = None,
) -> pd.Series[str]:
    """Of ``texts`` that at ``place``, one a chosen row (n); "" is none."""
    found = np.full(len(chosen), otherwise, dtype=object)
    found[chosen] = texts[place]
    return _named(found)


def _named(found: NDArray[np.object_]) -> pd.Series[str]:
    """Texts (n) as a column; None is none."""
    return pd.Series(found, dtype="str")


def _spaced(chosen: Flags, numbers: Real) -> Real:
    """``numbers``, one a chosen row (n); nan for the others."""
    found = np.full(len(chosen), np.nan)
    found[chosen] = numbers
    return found


def _whole(chosen: Flags, numbers: Real) -> pd.Series[int]:
    """Whole ``numbers``, one a chosen row (n); null for the others."""
    found = np.ones(len(chosen), dtype=np.int64)
    found[chosen] = numbers.astype(np.int64)
    return pd.Series(pd.arrays.IntegerArray(found, ~chosen))


def chance_of(rows: pd.DataFrame) -> tuple[Real, Chance]:
    """Expected PSM of rows of ``coverage`` (n, nan where there is nothing to expect from),
    and their chances."""
    ppks, numerator, denominator = numbers(
        rows, "ppks_persons", "norm_numerator", "norm_denominator"
    )
    share = ppks / numerator
    expected = ppks * denominator / numerator  # rounded once: 5 is 5
    is_share = _is_own(rows) & (share <= 1)
    return expected, Chance(expected, np.where(is_share, denominator, np.nan), share)


def _reasons(rows: pd.DataFrame, expected: Real) -> NDArray[np.object_]:
    """Why a region (n) has no verdict; "" for one that has."""
    ppks, psm, numerator = numbers(rows, "ppks_persons", "psm_active", "norm_numerator")
    found = np.select(
        [
            np.isnan(ppks),
            ppks == 0,
            np.isnan(numerator),
            np.isnan(psm),
            _is_whole(rows),
            expected < FEWEST_EXPECTED,
        ],
        [
            "ppks_unknown",
            "no_ppks",
            "no_norm",
            "psm_unknown",
            "own_norm",
            "few_expected",
        ],
        "",
    )
    return found.astype(object)


def numbers(rows: pd.DataFrame, *names: str) -> tuple[Real, ...]:
    """Columns of ``rows`` (n each) as floats, nan where null."""
    return tuple(rows[n].to_numpy(dtype=float, na_value=np.nan) for n in names)


def _is_own(rows: pd.DataFrame) -> Flags:
    """Whether the norm is the own ratio of province or nation (n)."""
    return np.asarray(rows["norm_source"].eq("own_ratio").to_numpy(dtype=bool))


def _is_whole(rows: pd.DataFrame) -> Flags:
    """Whether a region (n) is all that its norm rests on, or more."""
    ppks, numerator = numbers(rows, "ppks_persons", "norm_numerator")
    return np.asarray(_is_own(rows) & (ppks >= numerator))
