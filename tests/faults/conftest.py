"""A small store with every kind of file."""

from __future__ import annotations

from pathlib import Path

import pytest

from imbang.store.deliveries import Store
from tests.conftest import filled_once
from tests.faults.small_store import copied, make


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Three deliveries, two snapshots, settings, notes, plans and boundaries; as it is
    for others too, so put back what you change. Made once for all processes."""

    def fill(folder: Path) -> None:
        folder.mkdir()
        make(folder)

    small = filled_once(tmp_path_factory, "small", fill)
    return copied(Store(small / "store"), tmp_path_factory.mktemp("damage") / "store")


@pytest.fixture
def copy(made: Store, tmp_path: Path) -> Store:
    """A copy of that store, to be changed as one likes."""
    return copied(made, tmp_path / "copy")
