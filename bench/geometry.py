"""Geometry: the bytes a browser fetches once to draw a province."""

from __future__ import annotations

from pathlib import Path

from bench import budgets
from bench.results import Measure, once
from imbang.geometry.reading import load_layers
from imbang.questions import asking

KILOBYTE = 1e3


def measure(store: Path) -> list[Measure]:
    """The gzipped layers of the sample's province."""
    meta = asking.ask(store, "map_layers", region="63")["meta"].iloc[0]
    layers = load_layers(store, meta, "63", "hexagons")
    assert layers is not None
    sizes = {
        name: (store / "geometry" / f"{layer.sha256}.json.gz").stat().st_size / KILOBYTE
        for name, layer in layers.layers.items()
    }
    return [
        once(
            "geometry: villages, gzipped",
            sizes["village"],
            "KB",
            budgets.GEOMETRY_KB,
            f"{len(layers.layers['village'].codes):,} villages",
        ),
        once(
            "geometry: all layers of the province, gzipped",
            sum(sizes.values()),
            "KB",
            note=f"{len(sizes)} layers",
        ),
    ]
