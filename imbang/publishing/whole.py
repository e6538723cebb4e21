"""A snapshot in one piece: where all that was sent is one part, nothing has to be carried
up, told to others or put together, and no figure is worked out twice."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from imbang.disk import duckdb_files
from imbang.progress import Progress
from imbang.publishing import assembling, parts
from imbang.publishing.figures import building
from imbang.publishing.figures.map_layers import Maps
from imbang.publishing.parts import Job, Made

if TYPE_CHECKING:
    import duckdb


def make(job: Job, file: Path, progress: Progress) -> Made:
    """Write a snapshot's ``file``: what the job's offices sent, and the nation above them.

    The job's file of reference tables becomes the snapshot's. Raises Refusal where the
    figures contradict themselves.
    """
    job.reference.rename(file)
    with parts.workshop(job) as work:
        empty = building.build(
            work,
            job.material,
            progress,
            job.scope,
            reference=file,
            maps=Maps(job.folder / "geometry", job.maps),
            threads=job.threads,
        )
        parts.check(work)
        fingerprints = _write(work, file, empty)
        layers = parts.layers(work)
    return Made(job.label, job.scope.provinces, file, file, fingerprints, layers)


def _write(
    work: duckdb.DuckDBPyConnection, file: Path, empty: Collection[str]
) -> dict[str, str]:
    """Add all figures to a file that has the reference tables; their fingerprints."""
    kept = {
        table: parts.kept(f"memory.{table}", columns)
        for table, columns in work.execute(
            "select schema_name || '.' || table_name, list(column_name) "
            "from duckdb_columns() where schema_name in ('marts', 'results') "
            "and database_name = 'memory' group by all order by all"
        ).fetchall()
    }
    tables = [*kept]
    told = dict.fromkeys(tables, parts.NOTHING)
    filled = [table for table in tables if table not in empty]
    told |= {
        table: duckdb_files.fingerprint(work, f"({kept[table]})") for table in filled
    }
    # what fills more than one group by itself: groups would be of the usual size otherwise
    large = [one for one in filled if _rows(told[one]) > assembling.ROW_GROUP]
    work.execute("set checkpoint_threshold = '1KB'")
    duckdb_files.attach(work, file, "snapshot", row_group=assembling.ROW_GROUP)
    for schema in ("marts", "results"):
        work.execute(f"create schema snapshot.{schema}")
    for table in large:
        _copy(work, table, kept[table])
    work.begin()
    for table in tables:
        if table not in large:
            _copy(work, table, kept[table])
    work.execute("use snapshot")
    for macro in building.macros():
        work.execute(macro)
    work.commit()
    work.execute("checkpoint snapshot")
    work.execute("use memory")
    work.execute("detach snapshot")
    return told


def _copy(work: duckdb.DuckDBPyConnection, table: str, rows: str) -> None:
    work.execute(f"create table snapshot.{table} as {rows}")


def _rows(fingerprint: str) -> int:
    return int(fingerprint.partition(":")[0])
