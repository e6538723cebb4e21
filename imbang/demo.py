"""The sample: workbooks as thirteen offices would send them, imported as any other; and
making a store ready to be served."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Literal

import filelock

from imbang import paths
from imbang.access import acting
from imbang.access.rights import Right
from imbang.disk.mishaps import in_words
from imbang.intake.importing import import_files
from imbang.progress import Progress
from imbang.publishing.publish import publish
from imbang.refusals import Refusal
from imbang.store.deliveries import Store
from imbang.store.snapshots import Snapshot, current_snapshot

Need = Literal["sample", "figures"]

READING = 0.6
"""How much of filling a store is reading the files, of 1; the rest is publishing."""
ELSEWHERE = "…"
"""What progress says while another process makes the same store ready."""
BY = "Imbang"
_LOOK_AGAIN_S = 0.5


def fill(
    store: Store, progress: Progress, *, without: Collection[str] = ()
) -> Snapshot:
    """Import the sample into ``store`` and publish; what is there already stays.

    Files ``without`` are left out: those that were read before. NotAllowed for anybody
    but the operator.
    """
    acting.require_operator()
    from imbang.intake.report.results import Options

    deliveries = _deliveries()
    for number, delivery in enumerate(deliveries):
        progress(delivery["file"], READING * number / len(deliveries))
        if delivery["file"] in without:
            continue
        outcome = import_files(
            store,
            [paths.SAMPLE / delivery["file"]],
            Options(),
            by=delivery["by"],
            received_on=date.fromisoformat(delivery["received_on"]),
            is_sample=True,
        )
        if outcome.delivery is None:
            first = next(p for p in outcome.report.problems if p.severity == "error")
            raise Refusal(f"{delivery['file']}: {first.message}")
    return publish(
        store,
        lambda text, share: progress(text, READING + (1 - READING) * share),
        by=BY,
    )


def _deliveries() -> list[dict[str, str]]:
    """The sample's files in the order received, with who sent them and when."""
    with (paths.SAMPLE / "deliveries.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def remove(store: Store, *, by: str | None = None) -> int:
    """Withdraw the sample's submissions, on record; how many they were.

    Replaced ones too, or they would count again with what replaced them withdrawn.
    NotAllowed where whoever acts may not take it out.
    """
    acting.require(Right.GO_BACK)
    sample = store.sample()
    if sample:
        store.withdraw(sample, by=by)
    return len(sample)


def is_published(store: Store) -> bool:
    """Whether readers see figures of the sample."""
    snapshot = current_snapshot(store.folder)
    published = snapshot.manifest["submissions"] if snapshot else ()
    return any(one.is_sample and one.id in published for one in store.submissions())


def needed(store: Store) -> Need | None:
    """What ``store`` lacks before readers see today's figures: a cheap look.

    The ``sample`` belongs into a store in which nothing was ever recorded or published;
    one that was begun is brought to its end. ``figures`` are to be worked out where none
    are published, or other queries or code made them than these. One that held anything
    before, or was published, stays as empty as it is.
    """
    from imbang.publishing.recipe import is_outdated

    if current_snapshot(store.folder) is None:
        is_new = not store.deliveries()
        return "sample" if is_new or store.sample() else "figures"
    return "figures" if is_outdated(store) else None


def ensure(store: Store, progress: Progress) -> Snapshot:
    """Make ``store`` ready to be served, as it is `needed`; the snapshot that is read.

    Killed at any moment, the next one goes on where it stopped. Of several processes one
    does it; the others wait, and say how far it is. NotAllowed for anybody but the
    operator.
    """
    acting.require_operator()
    with in_words(store.folder), _alone(store, progress):
        match needed(store):
            case "sample":
                fill(store, progress, without={one.file for one in store.sample()})
            case "figures":
                publish(store, progress, by=BY)
    made = current_snapshot(store.folder)
    assert made is not None  # else something was needed
    return made


@contextmanager
def _alone(store: Store, progress: Progress) -> Iterator[None]:
    """One process at a time makes a store ready."""
    lock = store.preparing()
    while True:
        try:
            lock.acquire(timeout=_LOOK_AGAIN_S)
            break
        except filelock.Timeout:
            progress(ELSEWHERE, _share_read(store))
    try:
        yield
    finally:
        lock.release()


def _share_read(store: Store) -> float:
    """How far another process is with the sample, as its deliveries tell (0 to `READING`)."""
    known = {one.file for one in store.sample()}
    files = [delivery["file"] for delivery in _deliveries()]
    return READING * sum(file in known for file in files) / len(files)
