"""Snapshots: published figures, one immutable DuckDB file each, and which is current.

``snapshots/000001.duckdb`` holds what is published, ``000001.json`` says what it was
made from, by hash; ``current.json`` names the one that is read. Going back is naming an
earlier one.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from imbang.access import acting
from imbang.access.rights import Right
from imbang.disk import durable
from imbang.disk.mishaps import in_words
from imbang.refusals import Refusal
from imbang.store import seal, sealing
from imbang.store.damage import Broken
from imbang.store.deliveries import Store
from imbang.texts import _

CURRENT = "current.json"


@dataclass(frozen=True)
class Snapshot:
    """A published snapshot."""

    id: str
    path: Path

    @property
    def name(self) -> str:
        """The name of its file in the store."""
        return f"snapshots/{self.path.name}"

    @property
    def manifest(self) -> Mapping[str, Any]:
        """What it was made from, when, and the hash of each table in it.

        Broken where it is not what was published.
        """
        path = self.path.with_suffix(".json")
        try:
            stamp = path.stat()
        except FileNotFoundError:
            raise Broken(f"snapshots/{path.name}", "missing") from None
        return _manifest(path, stamp.st_mtime_ns, stamp.st_size)


@functools.lru_cache(maxsize=256)
def _manifest(path: Path, _changed: int, _size: int) -> Mapping[str, Any]:
    name, content = f"snapshots/{path.name}", path.read_bytes()
    seal.expect(path.parents[1], name, content)
    try:
        found = json.loads(content)
    except ValueError as error:
        raise Broken(name) from error
    if not isinstance(found, dict):
        raise Broken(name)
    return found


def current_snapshot(folder: Path) -> Snapshot | None:
    """The snapshot that the store in ``folder`` is read from, None before the first.

    Broken where ``current.json`` names none that is there.
    """
    path = folder / CURRENT
    try:
        id = json.loads(path.read_bytes())["snapshot"]
    except FileNotFoundError:
        if seal.is_lost(folder, CURRENT):
            raise Broken(CURRENT, "missing") from None
        return current_snapshot(folder) if path.exists() else None
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Broken(CURRENT) from error
    if not isinstance(id, str) or not re.fullmatch(r"[0-9]{6,}", id):
        raise Broken(CURRENT)
    found = Snapshot(id, folder / "snapshots" / f"{id}.duckdb")
    if not found.path.is_file():
        if not found.path.with_suffix(".json").is_file():
            raise Broken(CURRENT)  # there is no such snapshot
        raise Broken(found.name, "missing")
    return found


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
        if seal.is_lost(store.folder, name := f"snapshots/{number}.json"):
            raise Broken(name, "missing")
        raise Refusal(
            _(
                "There is no snapshot {id}. There are: {ids}.",
                id=id,
                ids=", ".join(one.id for one in snapshots(store)) or "-",
            )
        )
    return found


def naming(id: str) -> dict[str, bytes]:
    """The file that makes a snapshot the one that is read, by its name in the store."""
    return {CURRENT: durable.json_bytes({"snapshot": id})}


def switch_to(store: Store, snapshot: Snapshot) -> None:
    """Make ``snapshot`` the one that is read, at once; NotAllowed where whoever acts may
    not go back."""
    acting.require(Right.GO_BACK)
    with sealing.changing(store.folder) as change:
        change.put(naming(snapshot.id))


def roll_back(store: Store, id: str) -> Snapshot:
    """Go back (or forth) to a snapshot by its number; Refusal if it is not sound,
    NotAllowed where whoever acts may not."""
    acting.require(Right.GO_BACK)
    with in_words(store.folder):
        found = find(store, id)
        if not is_sound(found):
            raise Broken(found.name)
        with store.writing():
            switch_to(store, found)
    return found


def is_sound(snapshot: Snapshot) -> bool:
    """Whether the file is still what was published."""
    return (
        snapshot.path.is_file()
        and durable.sha256(snapshot.path) == snapshot.manifest["sha256"]
    )


def snapshot_id(store: Path) -> str | None:
    """The id of the current snapshot, None before the first one: a cheap look."""
    snapshot = current_snapshot(store)
    return None if snapshot is None else snapshot.id
