"""Map layers: GeoJSON that a browser fetches by its hash, and what is known of it.

A layer file holds only shapes, names and codes, so it never changes; pages send
numbers for its feature ids. `Layer` is the other side: which code is which feature,
where its name stands and how far it reaches. `LayerSet` is one map of one province.
"""

from __future__ import annotations

import functools
import gzip
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
import shapely
from numpy.typing import NDArray

from imbang.reference.levels import NATION, Level

MapName = Literal["hexagons", "boundaries"]
AREA_LEVELS: tuple[Level, ...] = ("province", "regency", "district", "village")
MOST_SHAPES = 8_000
"""What one map draws at the most: more take a browser long and nobody tells them apart."""
DECIMALS = 4
"""About 11 metres on the ground."""


@dataclass(frozen=True)
class Layer:
    """One file of features 0…n−1; every tuple is in the order of the features.

    ``key`` is a level's areas ('village'), cores of villages that are marked
    ('village_dot') or borders ('regency_border'). ``labels`` are short names, with
    ``<br>`` where long; ``x``, ``y`` say where they stand, ``bounds`` how far a feature
    reaches (west, south, east, north): all in degrees.
    """

    key: str
    sha256: str
    codes: tuple[str, ...]
    labels: tuple[str, ...] = ()
    x: tuple[float, ...] = ()
    y: tuple[float, ...] = ()
    bounds: tuple[tuple[float, float, float, float], ...] = ()

    @property
    def address(self) -> str:
        """Where the browser fetches the layer."""
        return f"/geo/{self.sha256}.json"

    @functools.cached_property
    def ids(self) -> dict[str, int]:
        """The feature id of each code."""
        return {code: index for index, code in enumerate(self.codes)}

    def within(self, region: str) -> list[int]:
        """Feature ids of ``region`` and of what lies below it."""
        if region == NATION:
            return list(range(len(self.codes)))
        below = f"{region}."
        return [i for i, code in enumerate(self.codes) if f"{code}.".startswith(below)]


@dataclass(frozen=True)
class LayerSet:
    """All layers of one map of one province, or of the nation, by key. JSON there and
    back."""

    province: str
    map: MapName
    layers: Mapping[str, Layer]

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels that have areas, from the largest down."""
        return tuple(level for level in AREA_LEVELS if level in self.layers)

    def drawable(self, level: Level, region: str, *, marked: int = 0) -> Level:
        """``level``; the smallest areas there are where there are none so small; districts
        where villages within ``region``, the borders above them and so many ``marked``
        ones, drawn twice, are more than `MOST_SHAPES`."""
        if level not in self.layers:
            return self.levels[-1]
        if level != "village" or "district" not in self.layers:
            return level
        villages = len(self.layers[level].within(region)) + marked
        return level if self.holds(villages, region) else "district"

    def holds(self, villages: int, region: str) -> bool:
        """Whether one map of ``region`` draws so many villages, beside the borders of
        what lies above them."""
        above = (self.layers[one] for one in self.levels if one != "village")
        borders = sum(len(layer.within(region)) for layer in above)
        return villages + borders <= MOST_SHAPES

    @property
    def projection(self) -> str:
        """Plotly's name of the projection that shows this map without distortion."""
        return "equirectangular" if self.map == "hexagons" else "mercator"

    @property
    def sha256s(self) -> frozenset[str]:
        """The files that this map needs."""
        return frozenset(layer.sha256 for layer in self.layers.values())

    def to_json(self) -> str:
        """As JSON text, the same for the same layers."""
        layers = [
            {one.name: getattr(self.layers[key], one.name) for one in fields(Layer)}
            for key in sorted(self.layers)
        ]
        whole = {"province": self.province, "map": self.map, "layers": layers}
        return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> LayerSet:
        """The layer set that `to_json` wrote."""
        whole = json.loads(text)
        layers = {one["key"]: _layer(one) for one in whole["layers"]}
        return cls(whole["province"], whole["map"], layers)


def _layer(fields: Mapping[str, Any]) -> Layer:
    bounds = tuple(tuple(box) for box in fields["bounds"])
    plain = {name: tuple(fields[name]) for name in ("codes", "labels", "x", "y")}
    return Layer(fields["key"], fields["sha256"], bounds=bounds, **plain)


def write_layer(
    folder: Path,
    key: str,
    shapes: NDArray[Any],
    codes: Sequence[str],
    *,
    properties: Mapping[str, Sequence[str]],
    labels: Sequence[str] = (),
    label_points: NDArray[np.float64] | None = None,
    decimals: int = DECIMALS,
) -> Layer:
    """Write ``shapes`` (n polygons, degrees) as ``<sha256>.json.gz``; tell about them.

    The hash is that of the JSON, not of the packed file. Rings run clockwise outside,
    as d3 wants them: the other way round, one polygon floods the map.
    """
    drawn = shapely.orient_polygons(rounded(shapes, decimals), exterior_cw=True)
    content = _geojson(drawn, properties)
    sha256 = hashlib.sha256(content).hexdigest()
    (folder / f"{sha256}.json.gz").write_bytes(_packed(content))
    layer = Layer(key, sha256, tuple(codes))
    if label_points is None:
        return layer
    x, y = np.round(label_points, DECIMALS).T.tolist()
    boxes = np.round(shapely.bounds(drawn), DECIMALS).tolist()
    bounds = tuple(tuple(box) for box in boxes)
    return replace(layer, labels=tuple(labels), x=tuple(x), y=tuple(y), bounds=bounds)


def packed_size(shapes: NDArray[Any], properties: Mapping[str, Sequence[str]]) -> int:
    """Bytes that a layer of these shapes takes on its way to the browser."""
    return len(_packed(_geojson(rounded(shapes), properties)))


def _packed(content: bytes) -> bytes:
    return gzip.compress(content, compresslevel=9, mtime=0)


def rounded(shapes: NDArray[Any], decimals: int = DECIMALS) -> NDArray[Any]:
    """``shapes`` with coordinates as they are written."""
    return np.asarray(shapely.transform(shapes, lambda xy: np.round(xy, decimals)))


def _geojson(shapes: NDArray[Any], properties: Mapping[str, Sequence[str]]) -> bytes:
    rows = zip(*properties.values(), strict=True) if properties else [()] * len(shapes)
    features = [
        {
            "type": "Feature",
            "id": index,
            "properties": dict(zip(properties, row, strict=True)),
            "geometry": shapely.geometry.mapping(shape),
        }
        for index, (shape, row) in enumerate(zip(shapes, rows, strict=True))
    ]
    whole = {"type": "FeatureCollection", "features": features}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()
