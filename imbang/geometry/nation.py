"""The schematic map of the nation: one equal hexagon a regency, provinces as discs.

As the map of a province, a level higher; where provinces stand is laid out by hand. It
follows from reference data alone, so that it is drawn once a process and stands in no
store.
"""

from __future__ import annotations

import functools
import gzip
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from imbang import paths
from imbang.geometry import schematic
from imbang.geometry.hexagons import RADIUS, packed_disc
from imbang.geometry.layers import Layer, LayerSet
from imbang.geometry.names import short_names
from imbang.reference import regions
from imbang.reference.levels import NATION, ancestor, level_of


def layers() -> LayerSet:
    """The layers of the nation: ``regency`` and ``province`` with their borders."""
    return _drawn()[0]


def file_of(sha256: str) -> bytes | None:
    """The packed GeoJSON of one of the layers by its hash; None for another hash."""
    return _drawn()[1].get(sha256)


def content_of(sha256: str) -> bytes | None:
    """The same, unpacked."""
    packed = file_of(sha256)
    return None if packed is None else gzip.decompress(packed)


def province_places() -> dict[str, tuple[float, float]]:
    """The places of ``data/reference/province_places.csv``, in widths of a hexagon."""
    table = pd.read_csv(
        paths.REFERENCE / "province_places.csv", dtype={"region_code": str}
    )
    places = zip(table["x"].tolist(), table["y"].tolist(), strict=True)
    return dict(zip(table["region_code"].tolist(), places, strict=True))


@functools.cache
def _drawn() -> tuple[LayerSet, Mapping[str, bytes]]:
    named = {
        code: name
        for code, name in regions.load().names.items()
        if level_of(code) in ("province", "regency")
    }
    with tempfile.TemporaryDirectory() as folder:
        drawn = _draw(Path(folder), named)
        files = {
            path.name.partition(".")[0]: path.read_bytes()
            for path in Path(folder).iterdir()
        }
    return LayerSet(NATION, "hexagons", {one.key: one for one in drawn}), files


def _draw(folder: Path, named: Mapping[str, str]) -> list[Layer]:
    short = {code: _shorter(name) for code, name in short_names(named).items()}
    codes = np.array(sorted(c for c in named if level_of(c) == "regency"))
    provinces, of_cell, counts = np.unique(
        [ancestor(code, "province") for code in codes],
        return_inverse=True,
        return_counts=True,
    )
    known = province_places()
    middles = np.array([known[code] for code in provinces])
    places = (middles - (middles.max(0) + middles.min(0)) / 2)[of_cell]
    for number, count in enumerate(counts):
        places[of_cell == number] += packed_disc(int(count))
    cells = schematic.polygons(places, RADIUS, corners=6)
    hulls = schematic.hulls(_gathered(cells, of_cell))
    draw = schematic.Drawing(folder, named, short)
    return [
        draw.areas(
            "regency",
            schematic.polygons(places, schematic.DRAWN * RADIUS, corners=6),
            codes,
            places,
        ),
        draw.areas("province", hulls, provinces, schematic.tops(hulls)),
        draw.marks("province_border", schematic.rings(hulls, places), provinces),
    ]


_SHORTER = {
    "Daerah Istimewa ": "DI ",
    "Daerah Khusus Ibukota ": "DKI ",
    "Kepulauan ": "Kep. ",
}


def _shorter(name: str) -> str:
    """A province's name as a map has room for it."""
    for long, short in _SHORTER.items():
        name = name.replace(long, short)
    return name


def _gathered(shapes: NDArray[Any], of_cell: NDArray[np.intp]) -> NDArray[Any]:
    """One multi-shape a group; cells of a group stand one after the other."""
    return np.asarray(shapely.multipolygons(shapes, indices=of_cell))
