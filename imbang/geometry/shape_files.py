"""Reading files of boundaries: any usual format, mended into valid polygons in degrees."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import shapely

from imbang.refusals import Refusal
from imbang.texts import _

if TYPE_CHECKING:
    from geopandas import GeoDataFrame, GeoSeries

POLYGONS = ("Polygon", "MultiPolygon")


class BoundaryError(Refusal):
    """A file of boundaries that cannot be loaded; the message says why, for people."""


def read_table(file: Path) -> GeoDataFrame:
    """The table of ``file``, shapes that are broken as None; BoundaryError if it has none."""
    import geopandas

    if not file.exists():
        raise BoundaryError(_("{file}: there is no such file.", file=file.name))
    try:
        if file.suffix.lower() in (".parquet", ".geoparquet"):
            table = geopandas.read_parquet(file)
        else:
            table = geopandas.read_file(file, on_invalid="ignore")
    except Exception as error:
        raise BoundaryError(
            _(
                "{file} cannot be read as GeoJSON, GeoPackage, Shapefile or GeoParquet: {reason}",
                file=file.name,
                reason=error,
            )
        ) from error
    if not isinstance(table, geopandas.GeoDataFrame):
        raise BoundaryError(_("{file} holds no shapes.", file=file.name))
    return table


def clean(shapes: GeoSeries, file: Path) -> GeoSeries:
    """Valid polygons in degrees, one a code."""
    shapes = shapes[~(shapes.isna() | shapes.is_empty)]
    others = sorted(set(shapes.geom_type) - set(POLYGONS))
    if others or shapes.empty:
        raise BoundaryError(
            _(
                "{file} holds {found} where areas (polygons) are expected.",
                file=file.name,
                found=", ".join(others) or _("empty shapes"),
            )
        )
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
    return valid.groupby(level=0).agg(lambda own: _areas_only(own.union_all()))


def _areas_only(shape: Any) -> Any:
    """``shape`` without the lines and points that mending may leave."""
    parts = shapely.get_parts(shapely.get_parts(shape))
    polygons = parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON]
    return shapely.multipolygons(polygons)
