"""A small store with every kind of file, and how tests reach behind Imbang."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

import geopandas
import shapely

from imbang.analysis.placement import scenarios
from imbang.analysis.workloads import EXAMPLE_MINUTES, Workload
from imbang.analysis.workloads import save as save_workload
from imbang.intake.outlines.loading import load_boundaries
from imbang.publishing.inspect import inspect
from imbang.publishing.publish import publish
from imbang.settings import settings
from imbang.store.deliveries import Store
from imbang.store.workspace import FINDING, Workspace
from tests.conftest import draft

NOTE = {
    "rule": "totals_differ",
    "severity": "warning",
    "dataset": "ppks",
    "region_code": "63.71",
    "detail": "{}",
    "from_month": 24287,
    "state": "explained",
    "owner": "",
    "note": "seen",
    "snapshot": "000001",
}
V1, V2 = "63.71.01.1001", "63.71.01.1002"


def record(store: Store, month: str, count: int) -> None:
    rows = [
        {"region_code": code, "ppks_kind": "poor", "sex": None, "count": count}
        for code in (V1, V2)
    ]
    store.record(
        [draft("ppks", "63.71", month, rows)],
        by="tester",
        received_on=date(2025, 1, 10),
        fingerprint="0" * 32,
    )


def map_file(folder: Path) -> Path:
    shapes = [
        shapely.box(114.5, -3.3, 114.6, -3.2),
        shapely.box(114.6, -3.3, 114.7, -3.2),
    ]
    frame = geopandas.GeoDataFrame({"kode": [V1, V2]}, geometry=shapes, crs=4326)
    frame.to_file(folder / "map.geojson", driver="GeoJSON")
    return folder / "map.geojson"


def make(folder: Path) -> Store:
    """Three deliveries, two snapshots, settings, notes, plans and boundaries."""
    store, workspace = Store(folder / "store"), Workspace(folder / "store")
    record(store, "2023-12", 7)
    load_boundaries(store.folder, map_file(folder), "kode")
    settings.change(workspace, "norm", "150", by="Ani")
    publish(store)
    record(store, "2024-12", 9)
    store.withdraw(store.counted()[:1], by="tester")
    settings.change(workspace, "city", "Banjarmasin", by="Ani")
    workspace.put(FINDING, "a1", NOTE, by="Budi")
    save_workload(workspace, "Biasa", Workload(40, 20, EXAMPLE_MINUTES), by="Budi")
    plan = scenarios.Scenario("Dua", "63", "2024-12", "150", "", {"posts": "2"})
    scenarios.save(workspace, plan, by="Budi")
    publish(store)
    return store


@contextmanager
def kept(*paths: Path) -> Iterator[None]:
    """What these files were is put back."""
    before = {path: path.read_bytes() if path.exists() else None for path in paths}
    try:
        yield
    finally:
        for path, content in before.items():
            path.unlink(missing_ok=True)
            if content is not None:
                path.write_bytes(content)


def rewrite(store: Store, *statements: str) -> None:
    """Change the workspace past Imbang, as whoever can write the file may."""
    with closing(sqlite3.connect(store.folder / "workspace.db")) as database, database:
        for name in ("log_is_kept", "log_is_fixed"):
            database.execute(f"drop trigger {name}")
        for statement in statements:
            database.execute(statement)


def told(store: Store) -> str:
    """All that is wrong with a store."""
    return "\n".join(inspect(store).texts)


def copied(store: Store, to: Path) -> Store:
    """A store works when it is copied."""
    return Store(Path(shutil.copytree(store.folder, to)))
