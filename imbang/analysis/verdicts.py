"""Whether a region has fewer or more PSM than its PMKS let expect, by more than chance.

A funnel of the number of PSM given PMKS (Spiegelhalter 2005, "Funnel plots for comparing
institutional performance", Statistics in Medicine 24). Under the province's own ratio,
which rests on a fixed number of PSM, a region's PSM are a binomial share of them; under
a norm set from outside they are Poisson around PMKS / norm. What regions differ by more
than that is their over-dispersion, by which limits are widened; many regions are looked
at together, so that the false discoveries among them are kept to 5 % (Benjamini and
Hochberg 1995). `docs/statistics.md` tells the method in full.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from imbang.reference.levels import LENGTHS, ancestors_at

Real = NDArray[np.float64]
Flags = NDArray[np.bool_]
Verdict = Literal["short", "adequate", "ample", "undetermined"]

FEWEST_EXPECTED = 5
"""Expected PSM below which a region cannot be told from the norm."""
FALSE_DISCOVERIES = 0.05
TAIL_95, TAIL_998 = 0.025, 0.001
"""How much of chance lies beyond the limits on each side."""
Z_95, Z_998 = 1.959963984540054, 3.090232306167813
_WINSORISED = 0.1
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

        held, whole, share = self._binomial(count)
        binomial = np.where(held >= whole, 1.0, bdtr(held, whole, share))
        found = np.where(np.isnan(self.whole), pdtr(held, self.expected), binomial)
        return np.where(count < 0, 0.0, found)

    def above(self, count: Real) -> Real:
        """The probability of more than ``count`` PSM (n), exact where it is small."""
        from scipy.special import bdtrc, pdtrc

        held, whole, share = self._binomial(count)
        binomial = np.where(held >= whole, 0.0, bdtrc(held, whole, share))
        found = np.where(np.isnan(self.whole), pdtrc(held, self.expected), binomial)
        return np.where(count < 0, 1.0, found)

    def _binomial(self, count: Real) -> tuple[Real, NDArray[np.int64], Real]:
        """Count, whole and share (n each), harmless ones where PSM are Poisson."""
        is_poisson = np.isnan(self.whole)
        whole = np.where(is_poisson, 2**31, self.whole).astype(np.int64)
        share = np.where(is_poisson, 0.5, self.share)
        return np.clip(count, 0, whole), whole, share

    def below(self, z: Real) -> Real:
        """The smallest number of PSM (n) that more than the normal tail beyond ``z`` (n,
        0 or more) lies up to: what is smaller is too far below."""
        from scipy.special import ndtr

        tail = ndtr(-z)
        return self._first(z, lambda count: self.up_to(count) >= tail)

    def beyond(self, z: Real) -> Real:
        """The smallest number of PSM (n) that no more than the normal tail beyond ``z``
        (n, 0 or more) lies above: what is larger is too far above."""
        from scipy.special import ndtr

        tail = ndtr(-z)
        return self._first(z, lambda count: self.above(count) <= tail)

    def smoothly_below(self, z: Real) -> Real:
        """`below`, less the part of its own probability that is not needed."""
        from scipy.special import ndtr

        count = self.below(z)
        own = self.up_to(count) - self.up_to(count - 1)
        return np.asarray(np.maximum(0, count - (self.up_to(count) - ndtr(-z)) / own))

    def smoothly_beyond(self, z: Real) -> Real:
        """`beyond`, and the part of its own probability that is not needed."""
        from scipy.special import ndtr

        count = self.beyond(z)
        own = self.above(count - 1) - self.above(count)
        return np.asarray(count + (self.above(count - 1) - ndtr(-z)) / own)

    def _first(self, z: Real, is_reached: Callable[[Real], Flags]) -> Real:
        """The first whole number (n) for which ``is_reached`` holds, by halving."""
        most = self.expected + 8 * (z + 1) * np.sqrt(self.expected + 9) + 60
        low = np.full(len(z), -1.0)
        high = np.where(np.isnan(self.whole), np.ceil(most), self.whole)
        while (high - low > 1).any():
            middle = np.floor((low + high) / 2)
            reached = is_reached(middle)
            low, high = np.where(reached, low, middle), np.where(reached, middle, high)
        return np.asarray(high)

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
        low = self._reached(lambda count: self.at_or_below(count) >= tail)
        high = self._reached(lambda count: self.at_or_above(count) < tail) - 1
        is_known = ~np.isnan(self.expected)
        return np.where(is_known, low, np.nan), np.where(is_known, high, np.nan)

    def _reached(self, is_reached: Callable[[Real], Flags]) -> Real:
        """The first whole number (n) for which ``is_reached`` holds, by halving."""
        expected = np.nan_to_num(self.expected)
        most = np.ceil(expected + 40 * np.sqrt(expected + 9) + 60)
        low = np.full(len(expected), -1.0)
        high = np.where(np.isnan(self.whole), most, self.whole + 1)
        while (high - low > 1).any():
            middle = np.floor((low + high) / 2)
            reached = is_reached(middle)
            low, high = np.where(reached, low, middle), np.where(reached, middle, high)
        return np.asarray(high)


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


def judge(rows: pd.DataFrame) -> pd.DataFrame:
    """``rows`` with what is expected, the limits, and the verdict; only those asked for.

    Takes the columns region_code, level, ppks_persons, psm_active, norm_numerator,
    norm_denominator, norm_source and is_asked. Of a level there must be all regions of a
    province (of the nation for provinces), since they are judged together whichever of
    them is asked for. Limits are whole PSM; ``verdict_reason`` is null where there is
    a verdict; ``dispersion`` is the factor by which the variance is that of chance.
    """
    expected, chance = _chance(rows)
    reason = _reasons(rows, expected)
    [psm] = _numbers(rows, "psm_active")
    judged = np.flatnonzero(reason == "")
    z = np.full(len(rows), np.nan)
    z[judged] = standardised(psm[judged], chance.of(judged))
    dispersion, p_adjusted = np.ones(len(rows)), np.full(len(rows), np.nan)
    codes = rows["region_code"]
    family = (
        ancestors_at(codes, "province").where(codes.str.len() > LENGTHS["province"], "")
        + rows["level"]
    )
    for members in family.groupby(family).indices.values():
        among = members[reason[members] == ""]
        dispersion[members] = factor = over_dispersion(psm[among], expected[among])
        p_adjusted[among] = adjusted(two_sided(z[among] / np.sqrt(factor)))
    asked = np.flatnonzero(rows["is_asked"].to_numpy(dtype=bool))
    told = rows.iloc[asked].drop(columns="is_asked").reset_index(drop=True)
    reasons = pd.array(reason[asked], dtype="str")
    return told.assign(
        expected_psm=expected[asked],
        verdict=_verdicts(z, p_adjusted)[asked],
        verdict_reason=pd.Series(reasons).mask(reason[asked] == ""),
        **_limits(chance.of(asked), dispersion[asked], _is_whole(rows)[asked]),
        dispersion=dispersion[asked],
        p_adjusted=p_adjusted[asked],
    )


def _chance(rows: pd.DataFrame) -> tuple[Real, Chance]:
    """Expected PSM (n, nan where there is nothing to expect from), and their chances."""
    ppks, numerator, denominator = _numbers(
        rows, "ppks_persons", "norm_numerator", "norm_denominator"
    )
    share = ppks / numerator
    expected = share * denominator
    is_share = _is_own(rows) & (share <= 1)
    return expected, Chance(expected, np.where(is_share, denominator, np.nan), share)


def _reasons(rows: pd.DataFrame, expected: Real) -> NDArray[np.object_]:
    """Why a region (n) has no verdict; "" for one that has."""
    ppks, psm, numerator = _numbers(
        rows, "ppks_persons", "psm_active", "norm_numerator"
    )
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


def _numbers(rows: pd.DataFrame, *names: str) -> tuple[Real, ...]:
    return tuple(rows[n].to_numpy(dtype=float, na_value=np.nan) for n in names)


def _is_own(rows: pd.DataFrame) -> Flags:
    """Whether the norm is the own ratio of province or nation (n)."""
    return np.asarray(rows["norm_source"].eq("own_ratio").to_numpy(dtype=bool))


def _is_whole(rows: pd.DataFrame) -> Flags:
    """Whether a region (n) is all that its norm rests on, or more."""
    ppks, numerator = _numbers(rows, "ppks_persons", "norm_numerator")
    return np.asarray(_is_own(rows) & (ppks >= numerator))


def standardised(psm: Real, chance: Chance) -> Real:
    """How many standard deviations (n) from expectation: the normal quantile of the
    mid-probability, half of the number's own counted on its side (Lancaster 1961)."""
    from scipy.special import ndtri

    below = ndtri((chance.up_to(psm - 1) + chance.up_to(psm)) / 2)
    above = -ndtri((chance.above(psm - 1) + chance.above(psm)) / 2)
    z = np.where(psm < chance.expected, below, above)
    return np.asarray(np.clip(z, -_FURTHEST, _FURTHEST))


def over_dispersion(psm: Real, expected: Real) -> float:
    """The factor by which the variance of ``psm`` (n) is that of chance, 1 where it is
    not clearly more.

    Each is held against its share of them all, by what is expected (n), and not against
    a norm, from which all may differ together. The mean square of the deviations after
    the outer tenths are drawn in, where it is beyond 1 + 2 √(2 / n) (Spiegelhalter 2005).
    """
    n = len(psm)
    if n < 2 or not psm.sum():
        return 1.0
    share = expected / expected.sum()
    whole = np.full(n, psm.sum())
    z = standardised(psm, Chance(share * whole, whole, share))
    drawn_in = np.clip(z, *np.quantile(z, [_WINSORISED, 1 - _WINSORISED]))
    factor = float(np.mean(drawn_in**2))
    return factor if factor > 1 + 2 * np.sqrt(2 / n) else 1.0


def two_sided(z: Real) -> Real:
    """The probability (n) of being at least as far from expectation."""
    from scipy.special import ndtr

    return np.asarray(2 * ndtr(-np.abs(z)))


def adjusted(p: Real) -> Real:
    """``p`` (n) after Benjamini and Hochberg: the share of false discoveries if all up to
    it are taken for true ones. As scipy's `false_discovery_control`, without loading all
    of its statistics for the first page."""
    order = np.argsort(p, kind="stable")[::-1]
    ranked = p[order] * len(p) / np.arange(len(p), 0, -1)
    found = np.empty(len(p))
    found[order] = np.minimum(np.minimum.accumulate(ranked), 1)
    return found


def _verdicts(z: Real, p_adjusted: Real) -> NDArray[np.object_]:
    is_apart = p_adjusted <= FALSE_DISCOVERIES
    found = np.select(
        [np.isnan(z), is_apart & (z < 0), is_apart],
        ["undetermined", "short", "ample"],
        "adequate",
    )
    return found.astype(object)


def outside_by_chance(rows: pd.DataFrame) -> Flags:
    """Which rows of ``coverage`` (n) lie outside the 95 % limits of chance alone, before
    these are widened; of those that have a verdict."""
    [psm] = _numbers(rows, "psm_active")
    _expected, chance = _chance(rows)
    judged = np.flatnonzero((rows["verdict"] != "undetermined").to_numpy())
    found = np.zeros(len(rows), dtype=bool)
    here, z = chance.of(judged), np.full(len(judged), Z_95)
    found[judged] = (psm[judged] < here.below(z)) | (psm[judged] > here.beyond(z))
    return found


def funnel(row: Mapping[str, Any], ppks: Real) -> dict[str, Real]:
    """The limits at other numbers of PMKS (n), as a smooth curve through ``row``'s.

    ``row`` is one of ``coverage``: its norm and its dispersion hold for all. The limits
    of whole PSM are steps; between two of them the curve divides the probability of the
    outer one (Spiegelhalter 2005, appendix), so that a region is outside the curve just
    where it is outside the limits.
    """
    rows = pd.DataFrame([dict(row)] * len(ppks)).assign(ppks_persons=ppks)
    _expected, chance = _chance(rows)
    wider = np.sqrt(float(row["dispersion"]))
    found = {}
    for name, z in (("95", Z_95), ("998", Z_998)):
        at = np.full(len(ppks), min(z * wider, _FURTHEST))
        found[f"limit_low_{name}"] = chance.smoothly_below(at)
        found[f"limit_high_{name}"] = chance.smoothly_beyond(at)
    return found


def _limits(chance: Chance, dispersion: Real, is_whole: Flags) -> dict[str, Any]:
    """The limits (n each) by column, null where nothing is expected, or all of it."""
    is_open = (chance.expected > 0) & ~is_whole
    looks = np.column_stack(
        [chance.expected, np.nan_to_num(chance.whole, nan=-1), dispersion]
    )[is_open]
    kept, first, back = np.unique(looks, axis=0, return_index=True, return_inverse=True)
    alone, wider = chance.of(np.flatnonzero(is_open)[first]), np.sqrt(kept[:, 2])
    found = {}
    for name, z, limit in (
        ("limit_low_95", Z_95, alone.below),
        ("limit_high_95", Z_95, alone.beyond),
        ("limit_low_998", Z_998, alone.below),
        ("limit_high_998", Z_998, alone.beyond),
    ):
        values = pd.array([pd.NA] * len(is_open), dtype="Int64")
        values[is_open] = limit(np.minimum(z * wider, _FURTHEST))[back.ravel()].astype(
            np.int64
        )
        found[name] = values
    return found
