"""The areas of regions for a brief's map files: real ones where boundaries are loaded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from imbang.geometry.layers import LayerSet
from imbang.geometry.reading import load_layers, read_shapes
from imbang.questions import asking
from imbang.reference.levels import NATION, ancestor

if TYPE_CHECKING:
    from geopandas import GeoSeries

Areas = Callable[[str], "GeoSeries | None"]
"""By level, the areas of its regions by code; None where that level has none."""


def of_store(store: Path, region: str) -> Areas:
    """The areas of the regions within ``region``, as the map of the pages draws them.

    Boundaries are in degrees (EPSG:4326). The hexagons of the schematic map lie nowhere
    on earth: they have no coordinate system.
    """
    layers = _layers(store, region)

    def areas(level: str) -> GeoSeries | None:
        from geopandas import GeoSeries

        if layers is None or level not in layers.layers:
            return None
        layer = layers.layers[level]
        inside = {layer.codes[at] for at in layer.within(region)}
        shapes = read_shapes(store, layer)
        kept = {code: shape for code, shape in shapes.items() if code in inside}
        return GeoSeries(kept, crs=4326 if layers.map == "boundaries" else None)

    return areas


def _layers(store: Path, region: str) -> LayerSet | None:
    if region == NATION:
        return None
    province = ancestor(region, "province")
    if real := load_layers(store, None, province, "boundaries"):
        return real
    drawn = asking.ask(store, "map_layers", region=province)
    meta = drawn["meta"].iloc[0] if len(drawn) else None
    return load_layers(store, meta, province, "hexagons")
