"""Reading map layers: those of a store, and those of the nation, which stand in none."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import shapely

from imbang.disk import durable
from imbang.geometry import nation
from imbang.geometry.layers import Layer, LayerSet, MapName
from imbang.reference.levels import NATION
from imbang.store import seal
from imbang.store.damage import Broken

_NAMED = re.compile(r"[0-9a-f]{64}\.(?:json|parquet)")


def load_layers(
    store: Path, snapshot_meta_json: str | None, province: str, map: MapName
) -> LayerSet | None:
    """The layers of a province: hexagons from their stored JSON, or its boundaries; those
    of the nation are hexagons.

    None where the province has no such map (yet).
    """
    if province == NATION:
        return nation.layers() if map == "hexagons" else None
    if map == "hexagons":
        return LayerSet.from_json(snapshot_meta_json) if snapshot_meta_json else None
    name = read_index(store)["layers"].get(province)
    return None if name is None else read_layer_set(store / "boundaries" / name)


def read_index(store: Path) -> dict[str, Any]:
    """What boundaries are loaded: files kept by province and level, layers by province.

    Broken where the index is damaged, or gone.
    """
    name = "boundaries/index.json"
    if not (store / name).is_file():
        if seal.is_lost(store, name):
            raise Broken(name, "missing")
        if not (store / name).is_file():  # nor made meanwhile by another process
            return {"kept": {}, "layers": {}}
    try:
        index = json.loads((store / name).read_bytes())
        named = [*index["layers"].values()]
        named += [one for kept in index["kept"].values() for one in kept.values()]
        if all(_NAMED.fullmatch(one) for one in named):
            return dict(index)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Broken(name) from error
    raise Broken(name)


def read_layer_set(path: Path) -> LayerSet:
    """The layers that ``path``, named by its hash, tells of; Broken if it is damaged."""
    if not durable.is_named_by_content(path):
        raise Broken(f"boundaries/{path.name}")
    return LayerSet.from_json(path.read_text("utf-8"))


def read_shapes(store: Path, layer: Layer) -> dict[str, Any]:
    """The polygons of a layer's file (degrees) by code; Broken where it is not as it was
    written."""
    features = read_features(store, layer.sha256)
    drawn = (shapely.geometry.shape(one["geometry"]) for one in features)
    return dict(zip(layer.codes, drawn, strict=True))


def read_features(store: Path, sha256: str) -> list[dict[str, Any]]:
    """The GeoJSON features of a layer's file; Broken where it is not as it was written."""
    name = f"geometry/{sha256}.json.gz"
    content = durable.unpacked(store / name) or nation.content_of(sha256)
    if content is None:
        raise Broken(name)
    return list(json.loads(content)["features"])
