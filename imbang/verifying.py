"""Verification: every stored hash again, and the current figures built anew."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from imbang import durable
from imbang.building import Progress
from imbang.publishing import build_snapshot, recipe
from imbang.settings import of_manifest
from imbang.snapshots import current_snapshot, is_sound, snapshots
from imbang.store import Store
from imbang.texts import _


def verify(store: Store, progress: Progress) -> list[str]:
    """What is wrong with ``store``, one sentence each; empty when all is well.

    Hashes are checked first; figures are only built again from sound submissions.
    """
    progress(_("checking hashes"), 0.0)
    problems = [
        *_damaged_deliveries(store),
        *_damaged_snapshots(store),
        *_damaged_layers(store),
    ]
    if problems:
        return problems
    return list(_changed_figures(store, progress))


def _damaged_deliveries(store: Store) -> Iterator[str]:
    previous = None
    for delivery in store.deliveries():
        if delivery.manifest["previous"] != previous:
            yield _(
                "Delivery {id}: the one before it was changed or is missing.",
                id=delivery.id,
            )
        previous = delivery.sha256
        for submission in delivery.submissions:
            path = store.parquet(submission)
            if not path.is_file() or durable.sha256(path) != submission.sha256:
                yield _(
                    "Submission {id}: its file is damaged or missing.",
                    id=submission.id,
                )


def _damaged_snapshots(store: Store) -> Iterator[str]:
    for snapshot in snapshots(store):
        if not is_sound(snapshot):
            yield _("Snapshot {id}: its file is damaged or missing.", id=snapshot.id)
    current = current_snapshot(store.folder)
    if current is not None and not current.path.is_file():
        yield _("Snapshot {id} is current, but missing.", id=current.id)


def _damaged_layers(store: Store) -> Iterator[str]:
    from imbang.geometry.layers import damaged

    for name in damaged(store.geometry_folder):
        yield _("Map layer {name}: its file is damaged.", name=name)


def _changed_figures(store: Store, progress: Progress) -> Iterator[str]:
    snapshot = current_snapshot(store.folder)
    if snapshot is None:
        return
    manifest = snapshot.manifest
    # in the order of recording: that of the manifest puts 000001-10 before 000001-2
    named = manifest["submissions"]
    used = [one for one in store.submissions() if one.id in named]
    if missing := sorted(named.keys() - {one.id for one in used}):
        yield _("Submission {id}: published, but not in the store.", id=missing[0])
        return
    if manifest["recipe"] != recipe():
        yield _(
            "Snapshot {id} was made by another version of Imbang: publish again to "
            "have its figures checked.",
            id=snapshot.id,
        )
        return
    folder = Path(tempfile.mkdtemp(prefix="imbang-verify-"))
    try:
        settings = of_manifest(manifest)
        figures = build_snapshot(store, used, settings, folder, progress)[1]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    for table, fingerprint in manifest["figures"].items():
        if figures.get(table) != fingerprint:
            yield _("Table {table} does not come out as published.", table=table)
