"""How far apart the ticks of an axis stand."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable


def tick_step(rough: float, write: Callable[[float], str]) -> float:
    """The least of 1, 2, 2.5, 5 times a power of ten that is not below ``rough`` and that
    ``write`` tells as it is: where whole numbers are written, it is whole."""
    least = math.floor(math.log10(max(rough, 1e-9)))
    return next(
        found
        for power in itertools.count(least)
        for found in (factor * 10.0**power for factor in (1, 2, 2.5, 5))
        if found >= rough * 0.9999 and not _is_rounded(found, write)
    )


def _is_rounded(value: float, write: Callable[[float], str]) -> bool:
    whole = (math.floor(value), math.ceil(value))
    return whole[0] != whole[1] and write(value) in [write(one) for one in whole]
