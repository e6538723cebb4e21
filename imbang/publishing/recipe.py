"""What figures depend on beside submissions: reference data and the rules of counting."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from imbang import paths
from imbang.disk import durable
from imbang.publishing import building
from imbang.store.deliveries import Store
from imbang.store.snapshots import current_snapshot


def recipe() -> dict[str, str]:
    """The SHA-256 of all that figures depend on beside submissions."""
    return {
        "reference": _hash_files(paths.REFERENCE.glob("*.*")),
        "queries": _hash_files(
            path
            for layer in (*building.LAYERS, "checks", "indicators", "macros")
            for path in (paths.QUERIES / layer).glob("*.sql")
        ),
    }


def is_outdated(store: Store) -> bool:
    """Whether the current snapshot was made by other queries than these."""
    snapshot = current_snapshot(store.folder)
    if snapshot is None:
        return False
    return any(snapshot.manifest["recipe"].get(k) != v for k, v in recipe().items())


def _hash_files(files: Iterable[Path]) -> str:
    content = {f"{one.parent.name}/{one.name}": durable.sha256(one) for one in files}
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
