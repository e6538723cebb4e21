"""Groups as discs near their places, with room for their names, none overlapping.

After Dorling (1996), *Area Cartograms: Their Use and Creation*: discs of an area in
proportion to a count start at their true places and push each other apart. Here each
disc carries the box of its name above it, and the box pushes too.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]

SHRINK = 0.985
"""Each step draws everything together by this factor, until discs give way no more."""

GAP = 0.8
"""Free space between two discs, in widths of a hexagon."""

STILL = 0.03
"""Movement in a step, in widths, from which nothing more is to be gained."""


@dataclass(frozen=True)
class Boxes:
    """Name boxes above discs: half width and height of each, same unit as radii."""

    half_width: Points
    height: Points


def spread(centres: Points, radii: Points, boxes: Boxes) -> Points:
    """Places (m, 2) for discs of ``radii`` (m,), near ``centres`` (m, 2), apart.

    Centres may be in any unit; they are scaled to the discs first. Discs and name
    boxes of the answer do not overlap, and the same input gives the same answer.
    """
    places = _loose(centres, radii, boxes)
    for _step in range(200):
        closer = _pushed(places * SHRINK, radii, boxes, rounds=20)
        moved = np.abs(closer - places).max()
        places = closer
        if moved < STILL:
            break
    return _settled(places, radii, boxes)


def _loose(centres: Points, radii: Points, boxes: Boxes) -> Points:
    """The true places, so large that most discs stand free and keep their order."""
    if len(centres) == 1:
        return np.zeros((1, 2))
    middle = (centres.max(0) + centres.min(0)) / 2
    extent = np.ptp(centres, axis=0).max()
    bodies = np.sum(math.pi * radii**2 + 2 * boxes.half_width * boxes.height)
    loose = (centres - middle) * (2.2 * math.sqrt(bodies) / extent)
    return _pushed(loose, radii, boxes, rounds=200)


def _pushed(places: Points, radii: Points, boxes: Boxes, *, rounds: int) -> Points:
    for _round in range(rounds):
        pushes = _pushes(places, radii, boxes)
        if np.abs(pushes).max() < 1e-3:
            break
        places = places + 0.5 * pushes
    return places


def _settled(places: Points, radii: Points, boxes: Boxes) -> Points:
    """``places`` with nothing left overlapping, around (0, 0)."""
    for _attempt in range(20):
        places = _pushed(places, radii, boxes, rounds=300)
        if np.abs(_pushes(places, radii, boxes)).max() < 1e-2:
            break
        places = places * 1.02
    return np.asarray(places - (places.max(0) + places.min(0)) / 2)


def _pushes(places: Points, radii: Points, boxes: Boxes) -> Points:
    """How far each body (m, 2) must move to leave every other, half by each."""
    apart = places[None, :, :] - places[:, None, :]
    apart[np.abs(apart).sum(2) == 0] = (1e-3, 1e-3)
    away = _discs_apart(apart, radii)
    from_boxes = _boxes_from_discs(apart, radii, boxes)
    away += _boxes_apart(apart, radii, boxes) + from_boxes
    away -= from_boxes.transpose(1, 0, 2)
    diagonal = np.arange(len(places))
    away[diagonal, diagonal] = 0
    return np.asarray(away.sum(1))


def _discs_apart(apart: Points, radii: Points) -> Points:
    distance = np.maximum(np.hypot(apart[..., 0], apart[..., 1]), 1e-9)
    overlap = np.maximum(radii[:, None] + radii[None, :] + GAP - distance, 0)
    share = radii[None, :] / (radii[:, None] + radii[None, :])
    return np.asarray(-apart * (overlap * share / distance)[..., None])


def _boxes_from_discs(apart: Points, radii: Points, boxes: Boxes) -> Points:
    """The push on body i (first axis) because its box meets the disc of j."""
    bottom = radii[:, None]
    top = bottom + boxes.height[:, None]
    half = boxes.half_width[:, None]
    nearest_x = np.clip(apart[..., 0], -half, half)
    nearest_y = np.clip(apart[..., 1], bottom, top)
    gap = np.stack([apart[..., 0] - nearest_x, apart[..., 1] - nearest_y], axis=2)
    distance = np.hypot(gap[..., 0], gap[..., 1])
    overlap = np.maximum(radii[None, :] + 0.3 * GAP - distance, 0)
    inside = distance < 1e-9
    gap = np.where(inside[..., None], np.array([0.0, 1.0]), gap)
    distance = np.where(inside, 1.0, distance)
    return np.asarray(-gap * (0.5 * overlap / distance)[..., None])


def _boxes_apart(apart: Points, radii: Points, boxes: Boxes) -> Points:
    """The push on body i because its box meets the box of j: along the short way."""
    middle = radii + boxes.height / 2
    dx = apart[..., 0]
    dy = apart[..., 1] + middle[None, :] - middle[:, None]
    over_x = boxes.half_width[:, None] + boxes.half_width[None, :] + 0.5 - np.abs(dx)
    over_y = (boxes.height[:, None] + boxes.height[None, :]) / 2 - np.abs(dy)
    meet = (over_x > 0) & (over_y > 0)
    sideways = meet & (over_x < over_y)
    push_x = np.where(sideways, over_x * np.where(dx > 0, 1, -1), 0)
    push_y = np.where(meet & ~sideways, over_y * np.where(dy > 0, 1, -1), 0)
    return np.asarray(-0.5 * np.stack([push_x, push_y], axis=2))
