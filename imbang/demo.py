"""The sample: workbooks as thirteen offices would send them, imported as any other."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date

from imbang import paths
from imbang.intake.importing import import_files
from imbang.progress import Progress
from imbang.publishing.publish import publish
from imbang.refusals import Refusal
from imbang.store.deliveries import Store
from imbang.store.snapshots import Snapshot, current_snapshot


def fill(store: Store, progress: Progress) -> Snapshot:
    """Import the sample into ``store`` and publish; what is there already stays."""
    from imbang.intake.report.results import Options

    with (paths.SAMPLE / "deliveries.csv").open(encoding="utf-8", newline="") as file:
        deliveries = list(csv.DictReader(file))
    for number, delivery in enumerate(deliveries):
        progress(delivery["file"], number / len(deliveries))
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
    return publish(store, progress)


def remove(store: Store, *, by: str | None = None) -> int:
    """Withdraw the sample's submissions, on record; how many they were.

    Replaced ones too, or they would count again with what replaced them withdrawn.
    """
    sample = store.sample()
    if sample:
        store.withdraw(sample, by=by)
    return len(sample)


def is_published(store: Store) -> bool:
    """Whether readers see figures of the sample."""
    snapshot = current_snapshot(store.folder)
    published = snapshot.manifest["submissions"] if snapshot else ()
    return any(one.is_sample and one.id in published for one in store.submissions())


def ensure(store: Store, progress: Callable[[], Progress]) -> None:
    """Make ``store`` ready to be served: published, by today's queries; a new one filled.

    One that held anything before, or was published, stays as empty as it is.
    """
    from imbang.publishing.recipe import is_outdated

    is_made = current_snapshot(store.folder) is not None
    if not is_made and not store.deliveries():
        fill(store, progress())
    elif not is_made or is_outdated(store):
        publish(store, progress())
