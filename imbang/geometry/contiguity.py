"""Which regions touch which, from the boundaries that an office has loaded."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from imbang import regions
from imbang.geometry.boundaries import kept_shapes

Neighbours = Mapping[str, frozenset[str]]
_LENGTH = {"regency": 5, "district": 8, "village": 13}


def neighbours(store: Path, province: str, level: str) -> Neighbours | None:
    """The regions of a level that share an edge or a corner with each, by code.

    By what was loaded of that level; else by villages, whose districts and regencies
    touch where they do. None where nothing was loaded that tells. Shapes are those of the
    file, cleaned: two that do not quite meet are no neighbours.
    """
    shapes = kept_shapes(store, province, level)
    if shapes:
        return _touching(shapes)
    if level == "village" or not (below := kept_shapes(store, province, "village")):
        return None
    found: dict[str, set[str]] = {}
    length = _LENGTH[level]
    for code, others in _touching(below).items():
        own = code[:length]
        found.setdefault(own, set()).update(o[:length] for o in others)
    return {code: frozenset(others - {code}) for code, others in found.items()}


def _touching(shapes: Mapping[str, object]) -> Neighbours:
    """Queen contiguity of shapes by code (Queen: a corner is enough)."""
    import geopandas
    from libpysal.weights import Queen

    known = regions.load().names
    codes = sorted(code for code in shapes if code in known)
    frame = geopandas.GeoDataFrame(
        geometry=[shapes[code] for code in codes], index=codes, crs=4326
    )
    weights = Queen.from_dataframe(frame, use_index=True, silence_warnings=True)
    return {code: frozenset(weights.neighbors[code]) for code in codes}
