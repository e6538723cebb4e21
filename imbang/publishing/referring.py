"""What all parts read and nobody else changes: the tables of ``reference``, as a file.

They follow from reference data and settings alone, so whoever publishes again in the
same process has them already.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from imbang.disk import duckdb_files
from imbang.progress import silently
from imbang.publishing import assembling
from imbang.publishing.figures import building
from imbang.publishing.figures.material import Material
from imbang.publishing.parts import Made

REFERENCE = "reference.duckdb"
_kept: dict[str, tuple[bytes, dict[str, str]]] = {}
"""The file that was made last (5 MB) and its fingerprints, by what it follows from."""


def refer(material: Material, common: str, folder: Path) -> Made:
    """Put what all parts read into ``folder``; ``common`` is what all parts follow from."""
    file = folder / REFERENCE
    said = replace(material.of_nobody(), last_month=0).hash(common)
    if (kept := _kept.get(said)) is not None:
        file.write_bytes(kept[0])
        return Made("", (), file, file, dict(kept[1]))
    told = _make(material, file)
    _kept.clear()
    _kept[said] = file.read_bytes(), told
    return Made("", (), file, file, dict(told))


def _make(material: Material, file: Path) -> dict[str, str]:
    """Make the tables; the fingerprints of those that are published."""
    import duckdb

    tables = [
        step.table for step in building.steps() if step.table.startswith("reference.")
    ]
    told = {}
    with duckdb.connect() as work:
        work.execute("set threads = 1")
        building.build(work, material.of_nobody(), silently, wanted=tables)
        work.execute("set checkpoint_threshold = '1KB'")
        duckdb_files.attach(work, file, "prepared", row_group=assembling.ROW_GROUP)
        work.execute("create schema prepared.reference")
        for table in tables:
            work.execute(f"create table prepared.{table} as from {table}")
            told[table] = duckdb_files.fingerprint(work, f"prepared.{table}")
        work.execute("detach prepared")
    return told
