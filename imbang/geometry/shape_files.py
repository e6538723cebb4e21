"""Reading files of boundaries: any usual format, mended into valid polygons in degrees."""

from __future__ import annotations

import warnings
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from numpy.typing import NDArray

from imbang.refusals import Refusal
from imbang.texts import _

if TYPE_CHECKING:
    from geopandas import GeoDataFrame, GeoSeries

SHOWN = 4
"""Names that a message shows."""

IN_ZIP = (".shp", ".geojson", ".json", ".gpkg")
"""Endings of the maps that are looked for in a .zip."""

POLYGONS = ("Polygon", "MultiPolygon")


class BoundaryError(Refusal):
    """A file of boundaries that cannot be loaded; the message says why, for people."""


def read_table(file: Path) -> GeoDataFrame:
    """The table of ``file``, shapes that are broken as None; BoundaryError if it has none."""
    import geopandas

    if not file.exists():
        raise BoundaryError(_("{file}: there is no such file.", file=file.name))
    if file.suffix.lower() == ".shp" and not _has_beside(file, ".shx", ".dbf"):
        raise BoundaryError(
            _(
                "{file} lacks its other parts: a Shapefile is read with its .shx and .dbf beside it, best all in one .zip.",
                file=file.name,
            )
        )
    try:
        if file.suffix.lower() in (".parquet", ".geoparquet"):
            table = geopandas.read_parquet(file)
        else:
            with warnings.catch_warnings(action="ignore"):  # of GDAL, in English
                table = geopandas.read_file(_inside(file), on_invalid="ignore")
    except BoundaryError:
        raise
    except Exception as error:
        raise BoundaryError(
            _(
                "{file} cannot be read as GeoJSON, GeoPackage, Shapefile or GeoParquet: {reason}",
                file=file.name,
                reason=_reason(error, file),
            )
        ) from error
    if not isinstance(table, geopandas.GeoDataFrame):
        raise BoundaryError(_("{file} holds no shapes.", file=file.name))
    return table


def _inside(file: Path) -> str | Path:
    """Where a library finds the map: of a .zip the one in it, in whatever folder."""
    if file.suffix.lower() != ".zip":
        return file
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
    maps = [
        name
        for name in names
        if name.lower().endswith(IN_ZIP) and "__MACOSX" not in name
    ]
    if len(maps) != 1:
        raise BoundaryError(
            _(
                "{file} holds {n} maps where one is expected: {found}.",
                file=file.name,
                n=len(maps),
                found=", ".join(maps[:SHOWN]) or _("no .shp, .geojson or .gpkg"),
            )
        )
    return f"/vsizip/{file}/{maps[0]}"


def _has_beside(file: Path, *suffixes: str) -> bool:
    beside = {
        one.suffix.lower() for one in file.parent.iterdir() if one.stem == file.stem
    }
    return beside.issuperset(suffixes)


def _reason(error: Exception, file: Path) -> str:
    """Why a library could not read a file: its first sentence, without our folders."""
    said = str(error).splitlines() or [type(error).__name__]
    return (
        said[0]
        .partition("; ")[0]
        .replace(f"/vsizip/{file}", file.name)
        .replace(str(file), file.name)
    )


def clean(shapes: GeoSeries, file: Path) -> GeoSeries:
    """Valid polygons in degrees; those of which nothing can be drawn are left out."""
    shapes = shapes[~(shapes.isna() | shapes.is_empty)]
    shapes = shapes[_are_finite(shapes)]
    others = sorted(set(shapes.geom_type) - set(POLYGONS))
    if others or shapes.empty:
        raise BoundaryError(_no_areas(file, others))
    degrees = shapes if shapes.crs is None else shapes.to_crs(4326)
    west, south, east, north = degrees.total_bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise BoundaryError(
            _(
                "{file} does not say its coordinate system, and its coordinates are not longitude and latitude.",
                file=file.name,
            )
        )
    flat = degrees.set_axis(shapes.index).force_2d()
    valid = flat.where(flat.is_valid, flat.make_valid())
    drawn = valid[shapely.area(valid.array) > 0]
    if drawn.empty:
        raise BoundaryError(_no_areas(file, []))
    return drawn


def _no_areas(file: Path, found: list[str]) -> str:
    return _(
        "{file} holds {found} where areas (polygons) are expected.",
        file=file.name,
        found=", ".join(found) or _("empty shapes"),
    )


def united(shapes: GeoSeries) -> GeoSeries:
    """One area a code, which is the index, of all that have it."""
    return shapes.groupby(level=0).agg(lambda own: _areas_only(own.union_all()))


def _are_finite(shapes: GeoSeries) -> NDArray[np.bool_]:
    """Of each shape, whether all its coordinates are numbers."""
    points, owner = shapely.get_coordinates(shapes.array, return_index=True)
    finite = np.ones(len(shapes), np.bool_)
    finite[owner[~np.isfinite(points).all(axis=1)]] = False
    return finite


def _areas_only(shape: Any) -> Any:
    """``shape`` without the lines and points that mending may leave."""
    parts = shapely.get_parts(shapely.get_parts(shape))
    polygons = parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON]
    return shapely.multipolygons(polygons)
