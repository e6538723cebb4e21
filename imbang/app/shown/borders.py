"""Which regions share a border, remembered for all readers while boundaries stay."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from imbang import paths
from imbang.app.state.remembered import remembered

if TYPE_CHECKING:
    from imbang.geometry.contiguity import Neighbours


def version() -> int:
    """What changes when boundaries are loaded anew; 0 before the first."""
    index = paths.store_folder() / "boundaries" / "index.json"
    return index.stat().st_mtime_ns if index.is_file() else 0


def neighbours(province: str, level: str) -> Neighbours | None:
    """The regions of a level that touch each, by code; None where none were loaded."""
    changed = version()
    if not changed:
        return None
    return _neighbours(paths.store_folder(), changed, province, level)


@remembered
def _neighbours(
    store: Path, changed: int, province: str, level: str
) -> Neighbours | None:
    from imbang.geometry.contiguity import neighbours

    del changed
    return neighbours(store, province, level)
