"""The layers of maps, kept for all readers until boundaries are loaded anew."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from imbang import paths
from imbang.app.state.remembered import remembered
from imbang.geometry.layers import LayerSet, MapName
from imbang.geometry.reading import load_layers


def load(drawn: pd.DataFrame, province: str, map: MapName) -> LayerSet | None:
    """The layers of a province's map, by the answer of ``map_layers``; None where there
    are none."""
    return _load(paths.store_folder(), boundaries_version(), drawn, province, map)


@remembered
def _load(
    store: Path, changed: int, drawn: pd.DataFrame, province: str, map: MapName
) -> LayerSet | None:
    del changed  # the boundaries of a store change with it
    meta = drawn["meta"].iloc[0] if len(drawn) else None
    return load_layers(store, meta, province, map)


def boundaries_version() -> int:
    """What changes when boundaries are loaded anew; 0 before the first."""
    index = paths.store_folder() / "boundaries" / "index.json"
    return index.stat().st_mtime_ns if index.is_file() else 0
