"""Several processes on one store, as replicas and commands are: nothing lost, nothing torn."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from imbang.publishing.background import start
from imbang.publishing.inspect import inspect
from imbang.store import seal, sealing, snapshots
from imbang.store.deliveries import Store
from imbang.store.snapshots import current_snapshot
from imbang.store.workspace import DECISION, FINDING, Workspace
from tests.conftest import draft
from tests.units.test_opening import wait_until

ROWS = [
    {"region_code": "63.71.01.1001", "kind": "poor", "unit": "person", "count": 40},
]
CHANGES = 8
WRITER = """
import sys
import time
import time
from datetime import date
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from imbang.store.deliveries import Store
from imbang.store.workspace import DECISION, FINDING, Workspace
from tests.conftest import draft

folder, name = Path(sys.argv[1]), sys.argv[2]
workspace, store = Workspace(folder), Store(folder)
rows = [{"region_code": "63.71.01.1001", "kind": "poor", "unit": "person", "count": 9}]
for number in range(%d):
    print(workspace.add(DECISION, {"text": name}, by=name))
    workspace.put(FINDING, f"{name}{number}", number, by=name)
    workspace.alter(FINDING, "shared", lambda before: (before or 0) + 1, by=name)
    if number %% 4 == 0:
        sent = draft("ppks", "63.71", f"2024-{number + 1:02d}", rows)
        store.record([sent], by=name, received_on=date(2024, 7, 1))
"""


def test_what_several_write_at_once_is_all_there(record: Callable[..., Store]) -> None:
    store = record("ppks", "63.71", "2023-06", ROWS)
    workspace = Workspace(store.folder)
    root = str(Path(__file__).parents[2])
    script = WRITER % CHANGES
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(store.folder), name, root],
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in ("a", "b", "c")
    ]
    published = start(store, by="d")
    seen: list[tuple[int, int]] = []
    while any(one.poll() is None for one in writers):
        current_snapshot(store.folder)
        workspace.entries(FINDING)
        time.sleep(0.02)
        seen.append((len(store.deliveries()), workspace.version()))
    assert seen == sorted(seen)  # nothing that was seen goes away again
    numbers = [line for one in writers for line in one.communicate()[0].splitlines()]
    assert [one.returncode for one in writers] == [0, 0, 0]
    assert sorted(numbers) == [f"{n:04}" for n in range(1, 3 * CHANGES + 1)]
    assert len(workspace.entries(DECISION)) == 3 * CHANGES
    assert workspace.get(FINDING, "shared") == 3 * CHANGES
    assert len(workspace.entries(FINDING)) == 3 * CHANGES + 1
    assert len(store.deliveries()) == 1 + 3 * 2
    wait_until(lambda: published.is_over)
    assert published.snapshot == "000001"
    assert inspect(store).problems == {}


@pytest.mark.parametrize("name", ["current.json", "identity.json", "workspace.db"])
def test_what_comes_between_two_looks_is_not_taken_for_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Not there when it was looked for, in the seal a moment later: another process."""
    store = Store(tmp_path)
    store.record(
        [draft("ppks", "63.71", "2024-06", ROWS)],
        by="x",
        received_on=date(2024, 7, 1),
        fingerprint="0" * 32,
    )
    Workspace(tmp_path).put(FINDING, "a", 1, by="x")
    (tmp_path / "snapshots").mkdir()
    (tmp_path / "snapshots" / "000001.duckdb").touch()
    with sealing.changing(tmp_path) as change:
        change.put(snapshots.naming("000001"))
    aside = tmp_path.parent / "aside"
    shutil.move(tmp_path / name, aside)
    read = seal.read

    def late(folder: Path) -> seal.Seals | None:
        if aside.exists():
            shutil.move(aside, tmp_path / name)
        return read(folder)

    monkeypatch.setattr(seal, "read", late)
    found = {
        "current.json": lambda: current_snapshot(tmp_path),
        "identity.json": store.fingerprint,
        "workspace.db": lambda: Workspace(tmp_path).get(FINDING, "a"),
    }[name]()
    assert found
