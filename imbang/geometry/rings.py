"""The shapes of a map layer as rings of points, for whoever draws them on the server."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from imbang.geometry.reading import read_features

Rings = Mapping[int, Sequence[NDArray[np.float64]]]
"""By feature id the rings (n, 2), longitude and latitude in degrees, holes among them."""

_ADDRESS = re.compile(r"/geo/([0-9a-f]{64})\.json")


def read_rings(store: Path, address: str) -> Rings:
    """The shapes at the ``address`` of a layer of the store; Broken where they are
    damaged or gone. ValueError for an address of another kind."""
    found = _ADDRESS.fullmatch(address)
    if not found:
        raise ValueError(address)
    features = read_features(store, found[1])
    return {int(one["id"]): _rings(one["geometry"]) for one in features}


def _rings(geometry: Mapping[str, Any]) -> list[NDArray[np.float64]]:
    parts = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        parts = [parts]
    return [np.array(ring, dtype=np.float64) for part in parts for ring in part]
