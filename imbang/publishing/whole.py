"""A snapshot in one piece: where all that was sent is one part, nothing has to be carried
up, told to others or put together, and no figure is worked out twice."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from imbang.disk import duckdb_files
from imbang.progress import Progress
from imbang.publishing import assembling, parts
from imbang.publishing.figures import building
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
        building.build(
            work,
            job.material,
            progress,
            job.scope,
            reference=file,
            geometry=job.folder / "geometry",
        )
        parts.check(work)
        fingerprints = _write(work, file)
        layers = parts.layers(work)
    return Made(job.label, job.scope.provinces, file, file, fingerprints, layers)


def _write(work: duckdb.DuckDBPyConnection, file: Path) -> dict[str, str]:
    """Add all figures to a file that has the reference tables; their fingerprints."""
    work.execute("set checkpoint_threshold = '1KB'")
    duckdb_files.attach(work, file, "snapshot", row_group=assembling.ROW_GROUP)
    # what only parts read makes room
    work.execute("drop schema snapshot.staging cascade")
    for schema in ("marts", "results"):
        work.execute(f"create schema snapshot.{schema}")
    tables = sorted(
        step.table
        for step in building.steps()
        if step.table.split(".")[0] in ("marts", "results")
    )
    told = {}
    for table in tables:
        work.execute(f"create table snapshot.{table} as from {table}")
        told[table] = duckdb_files.fingerprint(work, table)
    assembling.add_macros(work)
    work.execute("use memory")
    work.execute("checkpoint snapshot")
    work.execute("detach snapshot")
    return told
