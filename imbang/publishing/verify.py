"""Verification: every stored hash again, and the current figures built anew."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from imbang import formats
from imbang.access import acting
from imbang.progress import Progress
from imbang.publishing.inspect import inspect, is_left_over
from imbang.publishing.kept import Kept, kept_parts
from imbang.publishing.recipe import recipe
from imbang.publishing.snapshot_file import build_snapshot
from imbang.settings.settings import of_manifest, person
from imbang.store import erasures, seal, sealing
from imbang.store.deliveries import Store
from imbang.store.personal import erasing
from imbang.store.snapshots import current_snapshot
from imbang.store.workspace import STORE, Workspace
from imbang.texts import _


def verify(store: Store, progress: Progress) -> list[str]:
    """What is wrong with ``store``, one sentence each; empty when all is well.

    Hashes are checked first; figures are only built again from sound submissions.
    Refusal where there is no store.
    """
    progress(_("checking hashes"), 0.0)
    return inspect(store).texts or list(_changed_figures(store, progress))


def accept(store: Store, *, by: str) -> None:
    """Seal what is here now, and log who took it so, and which files were concerned.

    What is set and noted becomes what the log says. Rows, figures and entries of the log
    that are not what their own hashes say stay wrong: only a backup brings them back.
    Misuse without a name; NotAllowed for anybody but the operator.
    """
    acting.require_operator()
    name = person(by)
    with store.writing():
        found = inspect(store)
        with sealing.locked(store.folder):
            files = sorted(found.problems.keys() - found.foreign)
            Workspace(store.folder).accept(files, by=name)
            sealing.renew(store.folder)


def unfinished(store: Store) -> list[str]:
    """What killed work left, in a sentence; nothing where nothing is left."""
    left = [one for one in seal.listed(store.folder) if is_left_over(store, one)]
    left += erasing.left_over(store)
    if not left:
        return []
    return [
        _(
            "Work that was not finished left {files}. Nothing reads it; the next publish "
            "clears it away.",
            files=", ".join(left),
        )
    ]


def acceptances(store: Store) -> list[str]:
    """When the store was taken as it was, by whom, and what was then not as stored."""
    return [
        _(
            "Taken as it was on {when} by {name}: {files}.",
            when=formats.moment(change.changed_at),
            name=change.changed_by,
            files=", ".join(change.after["files"]) or "-",
        )
        for change in reversed(Workspace(store.folder).changes(STORE))
    ]


def erased(store: Store) -> list[str]:
    """What was erased, when, by whom and why, a sentence each."""
    return [
        _(
            "Erased on {when} by {name}: {rows} rows of {files} submissions ({why}).",
            when=formats.moment(one.at),
            name=one.by,
            rows=sum(file.erased for file in one.files),
            files=len(one.files),
            why=one.why,
        )
        for one in erasures.read(store.folder)
    ]


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
    if any(one.sha256 != named[one.id] for one in used):
        yield _(
            "Rows were erased after snapshot {id} was made: publish again, so that its "
            "figures no longer count them.",
            id=snapshot.id,
        )
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
        built = build_snapshot(store, used, settings, folder, progress)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    changed = list(_of_parts(kept_parts(manifest), built.parts))
    for part, table in changed:
        yield _(
            "Table {table} of {part} does not come out as published.",
            table=table,
            part=part,
        )
    told = {table for _part, table in changed}
    for table, fingerprint in manifest["figures"].items():
        if table not in told and built.figures.get(table) != fingerprint:
            yield _("Table {table} does not come out as published.", table=table)


def _of_parts(
    published: Mapping[str, Kept], built: Mapping[str, Kept]
) -> Iterator[tuple[str, str]]:
    """The parts and tables that do not come out as they were published."""
    for name in sorted(published.keys() | built.keys()):
        before, now = (
            one[name].fingerprints if name in one else {} for one in (published, built)
        )
        for table in sorted(before.keys() | now.keys()):
            if before.get(table) != now.get(table):
                yield name, table
