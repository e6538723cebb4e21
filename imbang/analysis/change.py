"""Whether a figure changed by more than chance: the interval of a change.

Each side, or each direction, has limits of its own, and the limits of the difference are
made of the distances between figure and limit, squared and added (Newcombe 1998, method
10, for shares; Zou and Donner 2008 for any figures, "MOVER"):

- shares of cases by the score limits of each share (Wilson 1927);
- counts and rates by the exact Poisson limits of each count (Garwood 1936);
- what stands and is counted again, as PSM or the people beyond reach, by its events: who
  came and who went. Whoever was there both times is no chance. Both directions are sums
  of Poisson events, of a size each (Fay and Feuer 1997, which is Garwood where all are 1).

The verdict is read from the interval as it is printed, so the two cannot disagree.
`docs/statistics.md` tells what is taken for chance, and why.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from imbang.formats import round_half_up

Verdict = Literal["moved", "not_beyond_chance"]

_Z = 1.959963984540054  # the normal quantile of 97.5 %
_TAIL = 0.025


@dataclass(frozen=True)
class Interval:
    """A change and its 95 % limits, in the unit of the figure; a limit that there is not
    is infinite."""

    change: float
    low: float
    high: float

    def printed(self, digits: int) -> Interval:
        """The interval with so many decimals, halves away from zero, as it is told."""
        return Interval(
            *(_rounded(n, digits) for n in (self.change, self.low, self.high))
        )

    def times(self, scale: float) -> Interval:
        """The interval in another unit."""
        return Interval(self.change * scale, self.low * scale, self.high * scale)

    @property
    def verdict(self) -> Verdict:
        """``moved`` where no change at all is outside the limits."""
        return "moved" if self.low > 0 or self.high < 0 else "not_beyond_chance"


@dataclass(frozen=True)
class Events:
    """Events of one direction: the sum of their sizes, of the squares of these, and the
    size of the largest there could be (above 0)."""

    total: float = 0.0
    squares: float = 0.0
    largest: float = 1.0

    def limits(self) -> tuple[float, float]:
        """The 95 % limits of what `total` is by chance."""
        from scipy.special import gammaincinv

        low = 0.0
        if self.total > 0:
            shape = self.total**2 / self.squares
            low = gammaincinv(shape, _TAIL) * self.squares / self.total
        total, squares = self.total + self.largest, self.squares + self.largest**2
        high = gammaincinv(total**2 / squares, 1 - _TAIL) * squares / total
        return float(low), float(high)


def of_events(gains: Events, losses: Events) -> Interval:
    """The interval of what gains less losses come to."""
    return _difference(gains.total, gains.limits(), losses.total, losses.limits())


def of_parts(parts: Collection[float], change: float, *, singly: bool) -> Interval:
    """The interval of ``change``, of which ``parts`` are those of the places counted.

    ``singly`` where each person is an event, as PSM are; else each place is one, because
    a report comes as a bundle. What parts do not add up to is an event of its own.
    """
    rest = change - math.fsum(parts)
    sizes = [*parts, rest] if abs(rest) > 1e-6 else list(parts)
    gained = [n for n in sizes if n > 0]
    lost = [-n for n in sizes if n < 0]
    if singly:
        return of_events(*(Events(math.fsum(n), math.fsum(n)) for n in (gained, lost)))
    largest = max((*gained, *lost), default=1.0)
    return of_events(
        *(
            Events(math.fsum(n), math.fsum(size**2 for size in n), largest)
            for n in (gained, lost)
        )
    )


def of_shares(part: int, whole: int, part_before: int, whole_before: int) -> Interval:
    """The interval of a change of a share, in parts of 1 (Newcombe's method 10)."""
    now, before = part / whole, part_before / whole_before
    return _difference(
        now, _wilson(part, whole), before, _wilson(part_before, whole_before)
    )


def of_rates(
    count: int, base: float, count_before: int, base_before: float
) -> Interval:
    """The interval of a change of ``count`` per ``base``, both counts Poisson; with bases
    of 1 that of the counts themselves."""
    sides = ((count, base), (count_before, base_before))
    now, before = (
        tuple(limit / over for limit in Events(n, n).limits()) for n, over in sides
    )
    return _difference(count / base, now, count_before / base_before, before)


def _difference(
    now: float,
    now_limits: tuple[float, ...],
    before: float,
    before_limits: tuple[float, ...],
) -> Interval:
    """The difference of two independent figures from the limits of each."""
    (low, high), (low_before, high_before) = now_limits, before_limits
    change = now - before
    return Interval(
        change,
        change - math.hypot(now - low, high_before - before),
        change + math.hypot(high - now, before - low_before),
    )


def _wilson(part: int, whole: int) -> tuple[float, float]:
    """The score limits of a share (Wilson 1927)."""
    share, middle = part / whole, (part + _Z**2 / 2) / (whole + _Z**2)
    half = _Z / (whole + _Z**2) * math.sqrt(part * (1 - share) + _Z**2 / 4)
    return (
        0.0 if part == 0 else max(0.0, middle - half),
        1.0 if part == whole else min(1.0, middle + half),
    )


def _rounded(value: float, digits: int) -> float:
    return value if math.isinf(value) else round_half_up(value, digits)
