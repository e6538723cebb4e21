"""A small store with every kind of file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from filelock import FileLock

from imbang.store.deliveries import Store
from tests.faults.small_store import copied, make


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Three deliveries, two snapshots, settings, notes, plans and boundaries; as it is
    for others too, so put back what you change. Made once for all processes."""
    folder = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        folder = folder.parent  # that of the whole run
    with FileLock(folder / "small.lock"):
        if not (folder / "small" / "done").is_file():
            (folder / "small").mkdir()
            make(folder / "small")
            (folder / "small" / "done").touch()
    return copied(
        Store(folder / "small" / "store"), tmp_path_factory.mktemp("damage") / "store"
    )


@pytest.fixture
def copy(made: Store, tmp_path: Path) -> Store:
    """A copy of that store, to be changed as one likes."""
    return copied(made, tmp_path / "copy")
