"""Boundaries that an office loaded: kept, made into layers (read in `imbang.intake.outlines`).

What was loaded is kept per province and level as GeoParquet, so that several files
complement each other; a later file replaces the same level of the same province. The
layers are made anew from what is kept (`imbang.geometry.true_map`).
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Any

import numpy as np

from imbang.access import acting
from imbang.access.rights import Right
from imbang.disk import durable
from imbang.disk.mishaps import MEGABYTE, in_words
from imbang.geometry.reading import read_index
from imbang.geometry.true_map import draw_province
from imbang.reference import levels
from imbang.store import seal, sealing
from imbang.store.damage import Broken
from imbang.store.deliveries import Store

if TYPE_CHECKING:
    from geopandas import GeoSeries

Kept = dict[str, dict[str, str]]
"""Names of kept files, by province and level."""


def keep_shapes(store: Path, shapes: GeoSeries) -> None:
    """Keep the shapes (one a code), draw their provinces anew, then switch to them at once.

    NotAllowed where whoever acts may not change settings.
    """
    acting.require(Right.SETTINGS)
    # as points of 16 bytes, as they are kept and once more as they are drawn
    needed = MEGABYTE + 32 * int(shapes.count_coordinates().sum())
    with (
        in_words(store, needed=needed),
        Store(store).writing(),
        tempfile.TemporaryDirectory() as drafts,
    ):
        files = _drawn(store, Path(drafts), shapes)
        with sealing.changing(store) as change:
            change.put(files)


def _drawn(store: Path, drafts: Path, shapes: GeoSeries) -> dict[str, bytes]:
    """What will be in the store, by name, the index last; ``drafts`` is a free folder."""
    index = read_index(store)
    kept: Kept = index["kept"]
    files: dict[str, bytes] = {}
    for province, level, own in _by_province_and_level(shapes):
        name, content = _packed_shapes(own)
        kept.setdefault(province, {})[level] = name
        files[f"boundaries/{name}"] = content
    for province in sorted(
        {levels.ancestor(code, "province") for code in shapes.index}
    ):
        drawn = {}
        for level, name in sorted(kept[province].items()):
            new = files.get(f"boundaries/{name}")
            drawn[level] = _shapes(new or _kept_file(store, name))
        text = draw_province(drafts, province, drawn).to_json().encode()
        name = f"{seal.sha256(text)}.json"
        files[f"boundaries/{name}"] = text
        index["layers"][province] = name
    files |= {f"geometry/{one.name}": one.read_bytes() for one in drafts.iterdir()}
    return files | {"boundaries/index.json": durable.json_bytes(index)}


def _by_province_and_level(shapes: GeoSeries) -> Iterator[tuple[str, str, GeoSeries]]:
    codes = shapes.index
    groups = np.array(
        [f"{levels.ancestor(c, 'province')} {levels.level_of(c)}" for c in codes]
    )
    for group in np.unique(groups):
        province, level = group.split()
        yield province, level, shapes[groups == group].sort_index()


def _packed_shapes(shapes: GeoSeries) -> tuple[str, bytes]:
    """A file of shapes: its name, which is its hash, and its content."""
    import geopandas

    frame = geopandas.GeoDataFrame(
        {"code": list(shapes.index)}, geometry=list(shapes), crs=4326
    )
    packed = io.BytesIO()
    frame.to_parquet(packed, compression="zstd", index=False)
    return f"{seal.sha256(packed.getvalue())}.parquet", packed.getvalue()


def _kept_file(store: Path, name: str) -> bytes:
    """A file of shapes as it was kept; Broken where it is not."""
    path = store / "boundaries" / name
    if not durable.is_named_by_content(path):
        raise Broken(f"boundaries/{name}")
    return path.read_bytes()


def _shapes(content: bytes) -> dict[str, Any]:
    import geopandas

    frame = geopandas.read_parquet(io.BytesIO(content))
    return dict(zip(frame["code"].tolist(), frame.geometry.tolist(), strict=True))


def kept_shapes(store: Path, province: str, level: str) -> dict[str, Any]:
    """The shapes loaded of a level of a province, by code; none where none were."""
    name = read_index(store)["kept"].get(province, {}).get(level)
    return {} if name is None else _shapes(_kept_file(store, name))


def centres(store: Path, province: str) -> dict[str, tuple[float, float]]:
    """Middles (longitude, latitude) of the loaded regions of a province, by code.

    A regency that was not loaded itself lies in the middle of what was loaded below it.
    """
    kept = read_index(store)["kept"].get(province, {})
    found: dict[str, tuple[float, float]] = {}
    for name in kept.values():
        for code, shape in _shapes(_kept_file(store, name)).items():
            middle = shape.centroid
            found[code] = (middle.x, middle.y)
    below: dict[str, list[tuple[float, float]]] = {}
    for code, place in found.items():
        below.setdefault(levels.ancestor(code, "regency"), []).append(place)
    means = {
        regency: (fmean(x for x, _y in places), fmean(y for _x, y in places))
        for regency, places in below.items()
    }
    return means | found
