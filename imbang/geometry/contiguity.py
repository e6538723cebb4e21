"""Which regions touch which, from the boundaries that an office has loaded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from imbang.geometry.boundaries import kept_shapes

Neighbours = Mapping[str, frozenset[str]]

TOLERANCE_METRES = 20
"""How far apart two regions may lie and still touch.

Drawn apart from each other, neighbours overlap or leave slivers open. In the boundaries of
Kalimantan Selatan such gaps end here: pairs farther apart hardly ever run along each other,
and from 50 m on another village or a river lies between.
"""

_LENGTH = {"regency": 5, "district": 8, "village": 13}


def neighbours(store: Path, province: str, level: str) -> Neighbours | None:
    """The regions of a level that share an edge or a corner with each, by code.

    They touch where what was loaded of them does, or of the regions in them, since a
    coarser file may leave gaps that a finer one does not. Regions that overlap touch, and
    so do those no farther apart than `TOLERANCE_METRES`. None where nothing was loaded
    that tells.
    """
    found: dict[str, set[str]] = {}
    length = _LENGTH[level]
    for below, its_length in _LENGTH.items():
        shapes = kept_shapes(store, province, below) if its_length >= length else {}
        for code in shapes:
            found.setdefault(code[:length], set())
        for one, other in touching(shapes):
            found[one[:length]].add(other[:length])
    if not found:
        return None
    return {code: frozenset(others - {code}) for code, others in found.items()}


def touching(shapes: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """The pairs of codes whose shapes (longitude and latitude) touch, both ways round."""
    import geopandas

    if not shapes:
        return
    codes = list(shapes)
    degrees = geopandas.GeoSeries(list(shapes.values()), crs=4326)
    metres = degrees.to_crs(degrees.estimate_utm_crs())
    pairs = metres.sindex.query(metres, predicate="dwithin", distance=TOLERANCE_METRES)
    for one, other in pairs.T.tolist():
        yield codes[one], codes[other]
