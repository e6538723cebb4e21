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
from imbang.store.snapshots import Snapshot


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
    """Withdraw the sample's submissions, on record; how many they were."""
    sample = [submission for submission in store.counted() if submission.is_sample]
    if sample:
        store.withdraw(sample, by=by)
    return len(sample)


def ensure(store: Store, progress: Callable[[], Progress]) -> None:
    """Make ``store`` ready to be served: filled, published, and by today's queries."""
    from imbang.publishing.recipe import is_outdated
    from imbang.store.snapshots import current_snapshot

    if not store.counted():
        fill(store, progress())
    elif current_snapshot(store.folder) is None or is_outdated(store):
        publish(store, progress())
