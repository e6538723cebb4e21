"""Snapshots: published figures, one immutable DuckDB file each, and which is current.

``snapshots/000001.duckdb`` holds the marts, ``000001.json`` says what they were made
from, by hash; ``current.json`` names the one that is read. Going back is naming an
earlier one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from imbang import durable
from imbang.mishaps import in_words
from imbang.refusals import Refusal
from imbang.store import Store
from imbang.texts import _


@dataclass(frozen=True)
class Snapshot:
    """A published snapshot."""

    id: str
    path: Path

    @property
    def manifest(self) -> Mapping[str, Any]:
        """What it was made from, when, and the hash of each table in it."""
        content: Mapping[str, Any] = durable.read_json(self.path.with_suffix(".json"))
        return content


def current_snapshot(folder: Path) -> Snapshot | None:
    """The snapshot that the store in ``folder`` is read from, None before the first."""
    try:
        id = durable.read_json(folder / "current.json")["snapshot"]
    except FileNotFoundError:
        return None
    return Snapshot(id, folder / "snapshots" / f"{id}.duckdb")


def snapshots(store: Store) -> list[Snapshot]:
    """Every snapshot of the store, oldest first."""
    return [
        Snapshot(path.stem, path.with_suffix(".duckdb"))
        for path in durable.numbered(store.snapshots_folder)
        if path.suffix == ".json"
    ]


def find(store: Store, id: str) -> Snapshot:
    """The snapshot with this number; Refusal with those there are."""
    number = id.zfill(6)
    found = next((one for one in snapshots(store) if one.id == number), None)
    if found is None:
        raise Refusal(
            _(
                "There is no snapshot {id}. There are: {ids}.",
                id=id,
                ids=", ".join(one.id for one in snapshots(store)) or "-",
            )
        )
    return found


def switch_to(store: Store, snapshot: Snapshot) -> None:
    """Make ``snapshot`` the one that is read, at once."""
    durable.write_json(store.current_file, {"snapshot": snapshot.id})


def roll_back(store: Store, id: str) -> Snapshot:
    """Go back (or forth) to a snapshot by its number; Refusal if it is not sound."""
    with in_words(store.folder):
        found = find(store, id)
        if not is_sound(found):
            raise Refusal(
                _("Snapshot {id} is damaged and cannot be used.", id=found.id)
            )
        with store.writing():
            switch_to(store, found)
    return found


def is_sound(snapshot: Snapshot) -> bool:
    """Whether the file is still what was published."""
    return (
        snapshot.path.is_file()
        and durable.sha256(snapshot.path) == snapshot.manifest["sha256"]
    )
