"""The step ``marts.map_layers``: the schematic map of each province that has figures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from imbang.texts import _

if TYPE_CHECKING:
    import duckdb

TABLE = "marts.map_layers"
READS = frozenset({"staging.submissions", "reference.regions"})


def make(
    work: duckdb.DuckDBPyConnection,
    store: Path | None,
    folder: Path | None,
    tell: Callable[[str], None],
) -> None:
    """Make `TABLE`, a row for each map, and lay out the maps in ``folder``.

    Without a folder there are none.
    """
    from imbang.geometry.boundaries import centres
    from imbang.geometry.schematic import write_hexagons

    work.execute(f"create table {TABLE} (province_code text, meta text)")
    if folder is None or store is None:
        return
    provinces = work.execute(
        """
        select distinct region.province_id, province.code
        from staging.submissions as submission
        inner join reference.regions as region
            on submission.office_id = region.region_id
        inner join reference.regions as province
            on region.province_id = province.region_id
        order by all
        """
    ).fetchall()
    for province_id, code in provinces:
        tell(_("drawing the map of {code}", code=code))
        regions = work.execute(
            "select code, name from reference.regions where province_id = ? "
            "order by code",
            [province_id],
        ).df()
        drawn = write_hexagons(folder, regions, code, centres(store, code) or None)
        work.execute(
            f"insert into {TABLE} values (?, ?)",  # noqa: S608 -- a name of ours
            [code, drawn.to_json()],
        )
