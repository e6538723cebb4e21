"""Publishing: from the submissions that count to a snapshot that pages read."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from imbang import __version__, log
from imbang.access import acting
from imbang.access.rights import Right
from imbang.disk import durable
from imbang.disk.mishaps import MEGABYTE, in_words
from imbang.progress import Progress, silently
from imbang.publishing.engine import LOCAL, Engine
from imbang.publishing.kept import PARTS, kept_parts
from imbang.publishing.recipe import recipe
from imbang.publishing.snapshot_file import FILE, GEOMETRY, Built, build_snapshot
from imbang.refusals import refuse_nik
from imbang.settings.settings import Values, bearing_on_figures, in_manifest
from imbang.store import seal, sealing
from imbang.store.damage import Broken
from imbang.store.deliveries import Store
from imbang.store.manifests import Submission
from imbang.store.personal import erasing
from imbang.store.snapshots import Snapshot, current_snapshot, naming
from imbang.store.workspace import Workspace
from imbang.texts import _
from imbang.texts.signs import visible

_BY = "by"


def publish(
    store: Store,
    progress: Progress = silently,
    *,
    by: str | None = None,
    engine: Engine = LOCAL,
) -> Snapshot:
    """Build a snapshot of all that counts, check it, and switch to it.

    The settings that bear on figures are read once, and take effect with it. A kill at
    any moment leaves the snapshot before it, or the new one. ``by`` is who publishes,
    for others who ask meanwhile. Where nothing counts the snapshot is empty. Raises Refusal
    when something stored is damaged, Misuse where ``by`` holds a NIK, NotAllowed where
    whoever acts may not publish; who logged in stands for ``by``.
    """
    acting.require(Right.PUBLISH)
    by = acting.signed(by or "")
    refuse_nik(by)
    begun = time.monotonic()
    with in_words(store.folder, needed=_room(store)), store.writing():
        submissions = store.counted()
        workspace = Workspace(store.folder)
        workspace.check()
        settings = bearing_on_figures(workspace)
        store.snapshots_folder.mkdir(parents=True, exist_ok=True)
        _sweep(store)
        draft = store.snapshots_folder / ".draft"
        draft.mkdir()
        (draft / _BY).write_text(visible(by), "utf-8")
        try:
            built = build_snapshot(
                store, submissions, settings, draft, progress, _base(store), engine
            )
            manifest = _manifest(built, submissions, settings)
            snapshot = _keep(store, draft, manifest)
            _sweep_parts(store, manifest)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        progress(_("published"), 1.0)
    log.event(
        "publish",
        snapshot=snapshot.id,
        submissions=len(submissions),
        bytes=_size(snapshot.path),
        seconds=round(time.monotonic() - begun, 1),
    )
    return snapshot


def _room(store: Store) -> int:
    """Bytes that a publish may need at the most, as far as can be told beforehand.

    Twice the largest snapshot (its draft, and what is sorted on disk), or ten times what
    was sent, which is packed more tightly.
    """
    made = _sizes(store.snapshots_folder, ".duckdb")
    sent = [
        size
        for folder in store.deliveries_folder.glob("[0-9]*")
        for size in _sizes(folder, ".parquet")
    ]
    return max(2 * max(made, default=0), 10 * sum(sent)) + 10 * MEGABYTE


def _sizes(folder: Path, ending: str) -> list[int]:
    try:
        with os.scandir(folder) as entries:
            return [one.stat().st_size for one in entries if one.name.endswith(ending)]
    except OSError:  # what cannot be read is told where it is needed
        return []


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:  # what cannot be read is told where it is needed
        return 0


def who_publishes(store: Store) -> str | None:
    """Who publishes this store right now, from whichever process; None if nobody does.

    An empty name where none was given.
    """
    try:
        by = (store.snapshots_folder / ".draft" / _BY).read_text("utf-8")
    except FileNotFoundError:
        return None
    # what a killed process left behind is nobody's
    return by if store.is_being_written() else None


def _sweep(store: Store) -> None:
    """Remove what killed work left: drafts, and files without a manifest."""
    durable.remove(store.snapshots_folder / ".draft")
    erasing.sweep(store)
    with sealing.changing(store.folder) as change:
        for file in durable.numbered(store.snapshots_folder):
            name = f"snapshots/{file.stem}.json"
            if (
                file.suffix == ".duckdb"
                and name not in change.sealed.files
                and not (store.folder / name).exists()
            ):
                durable.remove(file)
        for name in seal.listed(store.folder):
            # nobody else writes such files now
            if "/." in f"/{name}" and durable.is_draft(store.folder / name):
                durable.remove(store.folder / name)
    base = _base(store)
    _sweep_parts(store, base.manifest if base else {})


def _sweep_parts(store: Store, manifest: Mapping[str, Any]) -> None:
    """Remove what parts left that the snapshot of this manifest does not need."""
    used = {file for one in kept_parts(manifest).values() for file in one.files}
    for file in (store.folder / PARTS).glob("*"):
        if f"{PARTS}/{file.name}" not in used:
            durable.remove(file)


def _base(store: Store) -> Snapshot | None:
    """The snapshot whose parts may be taken over: the one that is read, if it is sound."""
    try:
        base = current_snapshot(store.folder)
        kept_parts(base.manifest if base else {})
    except (Broken, KeyError, TypeError, ValueError):
        return None
    return base


def _manifest(
    built: Built, submissions: Sequence[Submission], settings: Values
) -> dict[str, Any]:
    return {
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "version": __version__,
        "sha256": durable.sha256(built.file),
        "recipe": recipe(),
        "settings": in_manifest(settings),
        "submissions": {one.id: one.sha256 for one in submissions},
        **built.in_manifest(),
    }


def _keep(store: Store, draft: Path, manifest: Mapping[str, Any]) -> Snapshot:
    """Give a draft its number, and make it the one that is read."""
    made = draft / FILE
    durable.sync_file(made)  # before others have to wait for it
    with sealing.changing(store.folder) as change:
        # a number is not given again, not even that of a snapshot that is gone
        there = [
            *durable.numbered(store.snapshots_folder),
            *map(Path, change.sealed.files),
        ]
        taken = [int(one.stem) for one in there if one.parent.name == "snapshots"]
        file = store.snapshots_folder / f"{max(taken, default=0) + 1:06d}.duckdb"
        durable.place(made, file)
        (store.folder / PARTS).mkdir(exist_ok=True)
        for part in (draft / PARTS).iterdir():
            durable.sync_file(part)
            part.replace(store.folder / PARTS / part.name)
        durable.sync_folder(store.folder / PARTS)
        said = {**manifest, "id": file.stem, "seal": change.number}
        change.put(
            {
                f"geometry/{one.name}": one.read_bytes()
                for one in sorted((draft / GEOMETRY).glob("*"))
            }
            | {f"snapshots/{file.stem}.json": durable.json_bytes(said)}
            | naming(file.stem)
        )
    return Snapshot(file.stem, file)
