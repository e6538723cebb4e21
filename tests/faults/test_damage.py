"""A store that is damaged, or changed behind Imbang's back, is told of, whatever it is.

One small store holds every kind of file. Each case damages one file (or exchanges two),
looks, and puts back what was there.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import geopandas
import pytest
import shapely

from imbang import scenarios, seal, settings, verifying
from imbang.geometry.boundaries import load_boundaries
from imbang.inspecting import inspect
from imbang.publishing import publish
from imbang.store import Store
from imbang.workloads import EXAMPLE_MINUTES, Workload
from imbang.workloads import save as save_workload
from imbang.workspace import FINDING, Workspace
from tests.conftest import draft

V1, V2 = "63.71.01.1001", "63.71.01.1002"
PER_FILE = {"deliveries": 20, "snapshots": 20, "geometry": 4, "boundaries": 8}
PER_OTHER = 30


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


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Three deliveries, two snapshots, settings, notes, plans and boundaries."""
    folder = tmp_path_factory.mktemp("damage")
    store, workspace = Store(folder / "store"), Workspace(folder / "store")
    record(store, "2023-12", 7)
    load_boundaries(store.folder, map_file(folder), "kode")
    settings.change(workspace, "norm", "150", by="Ani")
    publish(store)
    record(store, "2024-12", 9)
    store.withdraw(store.counted()[:1], by="tester")
    settings.change(workspace, "city", "Banjarmasin", by="Ani")
    workspace.put(FINDING, "a1", {"state": "explained"}, by="Budi")
    save_workload(workspace, "Biasa", Workload(40, 20, EXAMPLE_MINUTES), by="Budi")
    plan = scenarios.Scenario("Dua", "63", "2024-12", "150", "", {"posts": "2"})
    scenarios.save(workspace, plan, by="Budi")
    publish(store)
    assert verifying.verify(store, lambda _text, _share: None) == []
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


def files_of(store: Store) -> list[str]:
    """Every file but the locks, which are empty and never read."""
    return [name for name in seal.listed(store.folder) if not name.endswith(".lock")]


def kind(name: str) -> str:
    folder, _slash, rest = name.partition("/")
    return f"{folder}/*{Path(rest).suffix}" if rest else name


def flip(content: bytes, at: random.Random) -> bytes:
    changed = bytearray(content)
    changed[at.randrange(len(changed))] ^= 1 << at.randrange(8)
    return bytes(changed)


def truncate(content: bytes, at: random.Random) -> bytes:
    return content[: at.randrange(len(content))]


def noticed(store: Store, *names: str) -> None:
    """One of the files is named, and nothing but what hangs on them is."""
    found = inspect(store)
    assert found.problems, names
    assert set(names) & found.problems.keys(), (names, found.problems)


def test_every_flip_deletion_truncation_and_swap_is_noticed(made: Store) -> None:
    """Hundreds of seeded faults over every file; not one changes a store unseen."""
    at = random.Random(20)
    names, tried = files_of(made), 0
    assert inspect(made).problems == {}
    kinds = {kind(name) for name in names}
    assert len(kinds) == 12, kinds
    for name in names:
        path = made.folder / name
        content = path.read_bytes()
        times = PER_FILE.get(name.partition("/")[0], PER_OTHER)
        faults = [flip] * times + [truncate] * 2
        for fault in faults:
            with kept(path):
                path.write_bytes(fault(content, at))
                noticed(made, name)
        with kept(path):
            path.unlink()
            noticed(made, name)
        tried += len(faults) + 1
        alike = [n for n in names if kind(n) == kind(name) and n > name]
        for other in alike[:3]:
            swapped = made.folder / other
            with kept(path, swapped):
                path.write_bytes(swapped.read_bytes())
                swapped.write_bytes(content)
                noticed(made, name, other)
            tried += 1
    assert tried >= 400, tried
    assert inspect(made).problems == {}
