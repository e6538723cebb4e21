"""What all parts read and nobody else changes: the tables of ``reference``, as a file.

They follow from reference data and settings alone, so whoever publishes again in the
same process has them already, and else the last snapshot has, where it was made of the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from imbang.disk import duckdb_files
from imbang.progress import silently
from imbang.publishing import assembling
from imbang.publishing.figures import building
from imbang.publishing.figures.material import Material
from imbang.publishing.parts import Made
from imbang.store.snapshots import Snapshot

if TYPE_CHECKING:
    import duckdb

REFERENCE = "reference.duckdb"
_kept: dict[str, tuple[bytes, dict[str, str]]] = {}
"""The file that was made last (5 MB) and its fingerprints, by what it follows from."""


def key(material: Material, common: str) -> str:
    """What they follow from; ``common`` is what all parts follow from."""
    return replace(material.of_nobody(), last_month=0).hash(common)


def refer(material: Material, said: str, folder: Path, base: Snapshot | None) -> Made:
    """Put what all parts read into ``folder``; ``said`` is its `key`, ``base`` a snapshot
    that is sound."""
    file = folder / REFERENCE
    if (kept := _kept.get(said)) is not None:
        file.write_bytes(kept[0])
        return Made("", (), file, file, dict(kept[1]))
    if base is not None and base.manifest.get("reference") == said:
        told = _take_over(base, file)
    else:
        told = _make(material, file)
    _kept.clear()
    _kept[said] = file.read_bytes(), told
    return Made("", (), file, file, dict(told))


def of_reference(figures: Mapping[str, str]) -> dict[str, str]:
    """What a manifest says of what all parts read."""
    return {
        table: told for table, told in figures.items() if table.startswith("reference.")
    }


def _take_over(base: Snapshot, file: Path) -> dict[str, str]:
    """Copy the tables of a snapshot; their fingerprints."""
    import duckdb

    told = of_reference(base.manifest["figures"])
    with duckdb.connect() as work:
        duckdb_files.attach(work, base.path, "base", read_only=True)
        _write(work, file, {table: f"base.{table}" for table in told})
    return told


def _write(
    work: duckdb.DuckDBPyConnection, file: Path, tables: Mapping[str, str]
) -> None:
    """Write tables into a new file, each from another one."""
    work.execute("set threads = 1")
    work.execute("set checkpoint_threshold = '1KB'")
    duckdb_files.attach(work, file, "prepared", row_group=assembling.ROW_GROUP)
    work.execute("create schema prepared.reference")
    for table, other in tables.items():
        work.execute(f"create table prepared.{table} as from {other}")
    work.execute("detach prepared")


def _make(material: Material, file: Path) -> dict[str, str]:
    """Make the tables; the fingerprints of those that are published."""
    import duckdb

    tables = [
        step.table for step in building.steps() if step.table.startswith("reference.")
    ]
    with duckdb.connect() as work:
        work.execute("set threads = 1")
        building.build(work, material.of_nobody(), silently, wanted=tables)
        told = {table: duckdb_files.fingerprint(work, table) for table in tables}
        _write(work, file, {table: table for table in tables})
    return told
