"""The schematic map: one equal hexagon a village, districts and regencies as groups.

Each regency is a disc of hexagons near its true place. Inside it, hexagons go to
districts by optimal transport with capacities (power diagrams: compact and convex),
the districts are moved slightly apart, and the villages fill them in code order.
The unit of length is the width of a hexagon; y points north.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from imbang.geometry.discs import Boxes, spread
from imbang.geometry.names import wrap
from imbang.reference.levels import ancestor

Points = NDArray[np.float64]
Indices = NDArray[np.intp]
Centres = Mapping[str, tuple[float, float]]
"""Places by region code (any level): longitude and latitude in degrees."""

ROW = math.sqrt(3) / 2
"""Distance between two rows of hexagons, in widths."""

RADIUS = 1 / math.sqrt(3)
"""From the middle of a hexagon to its corners, in widths."""

APART = 1.14
"""Districts move from their regency's middle by this factor: a gap between them."""

ROUNDS = 6
"""Rounds of assigning hexagons to districts with moving centres."""

TEXT_HEIGHT = 15 / 660
CHARACTER = 6.6 / 660
"""A line of a name and one character, as shares of the whole map's width."""


@dataclass(frozen=True)
class Layout:
    """Where the villages of one province stand, and the names of its regencies.

    ``codes`` (n) in code order with their cell centres ``places`` (n, 2); the
    regencies' discs with middle (m, 2) and radius (m).
    """

    codes: tuple[str, ...]
    places: Points
    regencies: tuple[str, ...]
    middles: Points
    radii: Points


def lay_out(
    villages: pd.DataFrame, names: Mapping[str, str], centres: Centres
) -> Layout:
    """One hexagon for each of ``villages`` (column ``code``) of one province.

    ``names`` are the short regency names that need room, ``centres`` places of
    regencies and, where known, districts and villages. Regencies without a place
    are set on a tidy grid in code order, all of them if any has none.
    """
    codes = np.sort(villages["code"].to_numpy(dtype=str))
    regency_of = np.array([ancestor(code, "regency") for code in codes])
    regencies, first, counts = np.unique(
        regency_of, return_index=True, return_counts=True
    )
    radii = (0.25 + 0.75 * APART) * np.sqrt(counts * ROW / math.pi) + 0.5
    boxes = _name_boxes([names.get(code, "") for code in regencies], radii)
    middles = spread(_regency_places(regencies, radii, centres), radii, boxes)
    places = np.empty((len(codes), 2))
    for middle, start, count in zip(middles, first, counts, strict=True):
        own = slice(start, start + count)
        places[own] = middle + _fill_regency(codes[own], centres)
    return Layout(tuple(codes), places, tuple(regencies), middles, radii)


def _name_boxes(names: Sequence[str], radii: Points) -> Boxes:
    whole = math.sqrt(np.sum((2 * radii) ** 2) * 1.6)
    lines = [wrap(name).split("<br>") for name in names]
    widest = np.array([max(len(line) for line in parts) for parts in lines])
    height = np.array([len(parts) for parts in lines]) * TEXT_HEIGHT * whole
    return Boxes(widest * CHARACTER * whole / 2, height + 0.1)


def _regency_places(
    regencies: NDArray[np.str_], radii: Points, centres: Centres
) -> Points:
    if all(code in centres for code in regencies):
        lon_lat = np.array([centres[code] for code in regencies])
        lon_lat[:, 0] *= math.cos(math.radians(lon_lat[:, 1].mean()))
        return lon_lat
    across = math.ceil(math.sqrt(len(regencies)))
    order = np.arange(len(regencies))
    step = 2 * radii.max() + 2
    grid = np.column_stack([order % across, -(order // across)])
    return np.asarray(grid * step, dtype=np.float64)


def _fill_regency(codes: NDArray[np.str_], centres: Centres) -> Points:
    """Places (n, 2) of one regency's villages around its middle."""
    cells = _disc_of_cells(len(codes))
    districts, first, counts = np.unique(
        [ancestor(code, "district") for code in codes],
        return_index=True,
        return_counts=True,
    )
    owner, sites = _share_out(
        cells, counts, _first_sites(cells, districts, counts, centres)
    )
    places = np.empty_like(cells)
    for index, (start, count) in enumerate(zip(first, counts, strict=True)):
        own = cells[owner == index] + (APART - 1) * sites[index]
        places[start : start + count] = _in_order(
            own, codes[start : start + count], centres
        )
    return places


def packed_disc(count: int) -> Points:
    """The places (n, 2) of so many cells about one point, row by row from the north."""
    return _row_by_row(_disc_of_cells(count))


def _disc_of_cells(count: int) -> Points:
    """The ``count`` cells of a hexagonal grid that lie closest about one point."""
    reach = math.ceil(math.sqrt(count * ROW / math.pi)) + 3
    row, column = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    grid = np.column_stack([(column + (row % 2) / 2).ravel(), (row * ROW).ravel()])
    best: tuple[float, Points] | None = None
    for middle in ((0.0, 0.0), (0.5, 0.0), (0.5, ROW / 3)):
        moved = grid - middle
        distance = np.round((moved**2).sum(1), 9)
        angle = np.round(np.arctan2(moved[:, 1], moved[:, 0]), 9)
        nearest = np.lexsort((angle, distance))[:count]
        spread_out = float(distance[nearest].sum())
        if best is None or spread_out < best[0] - 1e-9:
            best = (spread_out, moved[nearest])
    assert best is not None
    return best[1]


def _first_sites(
    cells: Points, districts: NDArray[np.str_], counts: Indices, centres: Centres
) -> Points:
    if all(code in centres for code in districts) and len(districts) > 1:
        known = np.array([centres[code] for code in districts])
        return _onto(known, cells, weights=counts)
    ordered = cells[_along_curve(cells)]
    parts = np.split(ordered, np.cumsum(counts)[:-1])
    return np.array([part.mean(0) for part in parts])


def _onto(points: Points, cells: Points, *, weights: Indices | None = None) -> Points:
    """``points`` moved and scaled, each axis alike, to spread as far as ``cells``."""
    middle = np.average(points, axis=0, weights=weights)
    deviation = np.sqrt(np.average((points - middle) ** 2, axis=0, weights=weights))
    scale = cells.std(0) / np.maximum(deviation, 1e-9)
    return np.asarray((points - middle) * scale + cells.mean(0))


def _share_out(cells: Points, counts: Indices, sites: Points) -> tuple[Indices, Points]:
    """The district (n) that owns each cell, and the sites (k, 2) that made it so."""
    slots = np.repeat(np.arange(len(counts)), counts)
    for _round in range(ROUNDS):
        cost = ((cells[:, None, :] - sites[None, :, :]) ** 2).sum(2)
        _rows, chosen = linear_sum_assignment(cost[:, slots])
        owner = slots[chosen]
        moved = np.column_stack(
            [np.bincount(owner, weights=cells[:, axis]) / counts for axis in (0, 1)]
        )
        if np.allclose(moved, sites):
            break
        used, sites = sites, moved
    else:
        sites = used
    return owner, sites


def _in_order(cells: Points, codes: NDArray[np.str_], centres: Centres) -> Points:
    """``cells`` of a district in the order of its villages' ``codes``."""
    if len(cells) > 2 and all(code in centres for code in codes):
        known = np.array([centres[code] for code in codes])
        cost = ((_onto(known, cells)[:, None] - cells[None]) ** 2).sum(2)
        return np.asarray(cells[linear_sum_assignment(cost)[1]])
    return _row_by_row(cells)


def _row_by_row(cells: Points) -> Points:
    row = np.round((cells[:, 1].max() - cells[:, 1]) / ROW).astype(int)
    along = np.where(row % 2 == 0, cells[:, 0], -cells[:, 0])
    return np.asarray(cells[np.lexsort((along, row))])


def _along_curve(cells: Points) -> Indices:
    """The order of ``cells`` along a Hilbert curve: neighbours in order lie near."""
    span = np.ptp(cells, axis=0).max() or 1.0
    x, y = ((cells - cells.min(0)) / span * 255).astype(int).T
    y = 255 - y
    distance = np.zeros(len(cells), dtype=int)
    side = 128
    while side:
        right, lower = (x & side) > 0, (y & side) > 0
        distance += side * side * ((3 * right) ^ lower)
        flip = ~lower & right
        x, y = np.where(flip, 255 - x, x), np.where(flip, 255 - y, y)
        x, y = np.where(lower, x, y), np.where(lower, y, x)
        side //= 2
    return np.argsort(distance, kind="stable")
