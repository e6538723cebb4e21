"""Where the classes of a map end: steps of policy first, schemes of PySAL by choice."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

Scheme = Literal["policy", "quantiles", "natural", "equal", "deviations"]
SCHEMES: tuple[Scheme, ...] = get_args(Scheme)
_CLASSES = 4


def limits(
    values: NDArray[np.float64], scheme: Scheme, policy: Sequence[float]
) -> tuple[float, ...]:
    """The limits between classes, rising, each belonging to the class below it.

    ``policy`` are the limits of the scheme of that name. Others are mapclassify's, of up
    to four classes: with equal values, or fewer of them than classes, there are fewer
    limits, and no class is empty. NaN are left out.
    """
    if scheme == "policy":
        return tuple(policy)
    known = np.sort(values[np.isfinite(values)])
    different = np.unique(known)
    if len(different) < 2:
        return ()
    if len(different) <= _CLASSES:  # each value a class of its own
        return tuple(float(v) for v in different[:-1])
    breaks = np.unique(_bins(known, scheme))
    inside = breaks[(breaks >= different[0]) & (breaks < different[-1])]
    return _without_empty(known, inside)


def _bins(known: NDArray[np.float64], scheme: Scheme) -> NDArray[np.float64]:
    import mapclassify

    with warnings.catch_warnings():  # of too few values, and that Numba would be faster
        warnings.simplefilter("ignore")
        if scheme == "quantiles":
            made = mapclassify.Quantiles(known, k=_CLASSES)
        elif scheme == "natural":
            made = mapclassify.FisherJenks(known, k=_CLASSES)
        elif scheme == "equal":
            made = mapclassify.EqualInterval(known, k=_CLASSES)
        else:
            made = mapclassify.StdMean(known, multiples=[-1, 0, 1])
    return np.asarray(made.bins, dtype=float)


def _without_empty(
    known: NDArray[np.float64], breaks: NDArray[np.float64]
) -> tuple[float, ...]:
    """``breaks`` without those that end a class in which there is nothing."""
    kept: list[float] = []
    reached = 0
    for limit in breaks:
        up_to = int(np.searchsorted(known, limit, side="right"))
        if reached < up_to < len(known):
            kept.append(float(limit))
            reached = up_to
    return tuple(kept)


def steps(values: NDArray[np.float64], limits: Sequence[float]) -> NDArray[np.int8]:
    """The class (n, from 0) of each value, -1 for NaN; a limit is in the class below."""
    found = np.searchsorted(np.asarray(limits), values, side="left")
    return np.where(np.isnan(values), -1, found).astype(np.int8)
