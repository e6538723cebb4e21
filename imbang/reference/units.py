"""Units of indicators: how a figure is made of its parts, and how finely it is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Unit:
    """A unit of figures.

    ``digits`` are the decimals that figures are told with, ``moved_digits`` those of what
    regions add to a change; ``scale`` is what numerator by denominator is multiplied by,
    None where the figure is no such ratio. ``is_count``: the figure is a number of its
    numerator, larger where a region is.
    """

    digits: int
    moved_digits: int = 2
    scale: int | None = None
    is_count: bool = False


UNITS: Mapping[str, Unit] = {
    "persons": Unit(0, moved_digits=0, is_count=True),
    "percent": Unit(1, scale=100),
    "per 1000": Unit(1, scale=1000),
    "kinds": Unit(0, moved_digits=0, is_count=True),
    "index": Unit(2),
    "days": Unit(1),
}
