"""The file of a snapshot: built from what counts, checked, written as small as it is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from imbang import paths
from imbang.disk import duckdb_files
from imbang.progress import Progress, silently
from imbang.publishing import building, map_layers
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
ROW_GROUP = 8192
"""Rows that are read or passed over together: small, since a page asks for one region's."""


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
            building.build(
                work, store, submissions, settings, progress, folder / GEOMETRY
            )
            progress(_("checking"), 0.95)
            _check(work)
            tables = _export(work, file)
        with duckdb.connect() as made:
            # written again in groups of another size otherwise
            duckdb_files.attach(made, file, "snapshot", row_group=ROW_GROUP)
            made.execute("use snapshot")
            made.begin()
            for macro in building.macros():
                made.execute(macro)
            made.commit()
            figures = [table for table in tables if table != map_layers.TABLE]
            told = {table: _fingerprint(made, table) for table in figures}
    return folder / file.name, told


def _leave_a_core(work: duckdb.DuckDBPyConnection) -> None:
    """Work in one thread fewer than there are cores: pages go on being read meanwhile."""
    [(cores,)] = work.execute("select current_setting('threads')").fetchall()
    work.execute(f"set threads = {max(1, cores - 1)}")


def _export(work: duckdb.DuckDBPyConnection, file: Path) -> list[str]:
    """Copy what is published to a file of its own, as small as it is."""
    tables = [
        f"{schema}.{name}"
        for schema, name in work.execute(
            "select schema_name, table_name from duckdb_tables() order by all"
        ).fetchall()
        if schema in building.PUBLISHED
    ]
    # written to the file at once, not to a log of changes before
    work.execute("set checkpoint_threshold = '1KB'")
    duckdb_files.attach(work, file, "snapshot", row_group=ROW_GROUP)
    # table by table: in one transaction groups would be of the usual size
    for schema in building.PUBLISHED:
        work.execute(f"create schema snapshot.{schema}")
    for table in tables:
        work.execute(f"create table snapshot.{table} as from {table}")
    work.execute("detach snapshot")
    return tables


def _fingerprint(made: duckdb.DuckDBPyConnection, table: str) -> str:
    [(rows, content)] = made.execute(
        f"select count(*), coalesce(bit_xor(hash(t)), 0) from {table} as t"  # noqa: S608
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
