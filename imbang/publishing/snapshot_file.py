"""The file of a snapshot: built from what counts, checked, written as small as it is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from imbang import paths
from imbang.disk import duckdb_files
from imbang.progress import Progress, silently
from imbang.publishing import building
from imbang.refusals import Refusal
from imbang.settings.settings import Values
from imbang.store.deliveries import Store
from imbang.store.manifests import Submission
from imbang.texts import _

if TYPE_CHECKING:
    import duckdb

FILE = "snapshot.duckdb"
GEOMETRY = "geometry"
_MOST_MEMORY = "3GB"  # of which a national publish may take 4 in all


def build_snapshot(
    store: Store,
    submissions: Sequence[Submission],
    settings: Values,
    folder: Path,
    progress: Progress = silently,
) -> tuple[Path, dict[str, str]]:
    """A snapshot's file in ``folder``, and the fingerprint of each table in it.

    Its map layers are in the folder ``geometry`` there.
    """
    import duckdb

    with duckdb_files.workplace(folder) as place:
        file = place / FILE
        with duckdb.connect() as work:
            # in memory; what is more than this goes to disk beside the draft
            work.execute(f"set memory_limit = '{_MOST_MEMORY}'")
            work.execute("set temp_directory = ?", [str(place / "spill")])
            _leave_a_core(work)
            building.build(work, store, submissions, settings, progress)
            _draw_hexagons(work, store, folder / GEOMETRY, progress)
            progress(_("checking"), 0.95)
            _check(work)
            tables = _export(work, file)
        with duckdb.connect(str(file)) as made:
            made.begin()
            for macro in building.macros():
                made.execute(macro)
            made.commit()
            figures = [table for table in tables if table != "map_layers"]
            told = {table: _fingerprint(made, table) for table in figures}
    return folder / file.name, told


def _leave_a_core(work: duckdb.DuckDBPyConnection) -> None:
    """Work in one thread fewer than there are cores: pages go on being read meanwhile."""
    [(cores,)] = work.execute("select current_setting('threads')").fetchall()
    work.execute(f"set threads = {max(1, cores - 1)}")


def _export(work: duckdb.DuckDBPyConnection, file: Path) -> list[str]:
    """Copy the marts to a file of their own, as small as they are."""
    tables = [
        name
        for (name,) in work.execute(
            "select table_name from duckdb_tables() where schema_name = 'marts' "
            "order by all"
        ).fetchall()
    ]
    duckdb_files.attach(work, file, "snapshot")
    work.begin()
    work.execute("create schema snapshot.marts")
    for table in tables:
        work.execute(f"create table snapshot.marts.{table} as from marts.{table}")
    work.commit()
    work.execute("detach snapshot")
    return tables


def _fingerprint(made: duckdb.DuckDBPyConnection, table: str) -> str:
    [(rows, content)] = made.execute(
        f"select count(*), coalesce(bit_xor(hash(t)), 0) from marts.{table} as t"  # noqa: S608
    ).fetchall()
    return f"{rows}:{content:016x}"


def _check(work: duckdb.DuckDBPyConnection) -> None:
    """Run the invariants: each lists the rows that must not be."""
    for path in sorted((paths.QUERIES / "invariants").glob("*.sql")):
        if offending := work.execute(path.read_text("utf-8")).fetchall():
            raise Refusal(
                _(
                    "The figures contradict themselves ({name}: {rows}). Nothing was "
                    "published; please report this.",
                    name=path.stem,
                    rows=offending[:3],
                )
            )


def _draw_hexagons(
    work: duckdb.DuckDBPyConnection,
    store: Store,
    folder: Path,
    progress: Progress,
) -> None:
    """Lay out the schematic map of each province that has figures."""
    from imbang.geometry.boundaries import centres
    from imbang.geometry.schematic import write_hexagons

    provinces = work.execute(
        """
        select distinct region.province_id, province.code
        from staging.submissions as submission
        inner join marts.regions as region on submission.office_id = region.region_id
        inner join marts.regions as province
            on region.province_id = province.region_id
        order by all
        """
    ).fetchall()
    work.execute("create table marts.map_layers (province_code text, meta text)")
    for province_id, code in provinces:
        progress(_("drawing the map of {code}", code=code), 0.9)
        regions = work.execute(
            "select code, name from marts.regions where province_id = ? order by code",
            [province_id],
        ).df()
        drawn = write_hexagons(
            folder, regions, code, centres(store.folder, code) or None
        )
        work.execute(
            "insert into marts.map_layers values (?, ?)", [code, drawn.to_json()]
        )
