"""The step ``marts.map_layers``: the schematic map of each province that has figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from imbang.texts import _

if TYPE_CHECKING:
    import duckdb

TABLE = "marts.map_layers"
READS = frozenset({"staging.submissions", "reference.regions"})


@dataclass(frozen=True)
class Maps:
    """Where maps are laid out, and those that need not be, by province: what their rows
    say."""

    folder: Path
    known: Mapping[str, str] = field(default_factory=dict)


def make(
    work: duckdb.DuckDBPyConnection,
    store: Path | None,
    maps: Maps | None,
    tell: Callable[[str], None],
) -> None:
    """Make `TABLE`, a row for each map, and lay out those that are not known.

    Without ``maps`` there are none.
    """
    work.execute(f"create table {TABLE} (province_code text, meta text)")
    if maps is None or store is None:
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
        meta = maps.known.get(code)
        if meta is None:
            tell(_("drawing the map of {code}", code=code))
            meta = _draw(work, store, maps.folder, province_id, code)
        work.execute(
            f"insert into {TABLE} values (?, ?)",  # noqa: S608 -- a name of ours
            [code, meta],
        )


def _draw(
    work: duckdb.DuckDBPyConnection,
    store: Path,
    folder: Path,
    province_id: int,
    code: str,
) -> str:
    from imbang.geometry.boundaries import centres
    from imbang.geometry.schematic import write_hexagons

    regions = work.execute(
        "select code, name from reference.regions where province_id = ? order by code",
        [province_id],
    ).df()
    return write_hexagons(folder, regions, code, centres(store, code) or None).to_json()
