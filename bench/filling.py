"""The sample: importing all its workbooks, and publishing them.

As a program, ``python -m bench.filling STORE``, it fills a store and prints the seconds
of both; so that memory can be told apart from the benchmark's own.
"""

from __future__ import annotations

import csv
import json
import sys
import time
from pathlib import Path
from unittest.mock import patch

from bench import budgets, processes
from bench.results import Measure, once
from imbang import demo, paths
from imbang.progress import Progress
from imbang.publishing import publish as publishing
from imbang.store.deliveries import Store
from imbang.store.snapshots import Snapshot

MEGABYTE = 1e6


def measure(store: Path) -> list[Measure]:
    """Fill ``store`` with the sample, publish it once more, and look at its size."""
    filled = processes.run([sys.executable, "-m", "bench.filling", store])
    told = json.loads(filled.output)
    again = processes.run([processes.IMBANG, "publish", f"--store={store}"])
    snapshot = max((store / "snapshots").glob("*.duckdb"))
    files = told["files"]
    return [
        once(
            "sample: import of its workbooks",
            told["import"],
            "s",
            note=f"{files} files, {1000 * told['import'] / files:.0f} ms each",
        ),
        once("sample: publish", told["publish"], "s", budgets.PUBLISH_S),
        once("sample: import and publish, peak memory", filled.peak_mb, "MB"),
        once(
            "imbang publish, the whole command", again.seconds, "s", budgets.PUBLISH_S
        ),
        once("imbang publish, peak memory", again.peak_mb, "MB", budgets.PUBLISH_MB),
        once("snapshot", snapshot.stat().st_size / MEGABYTE, "MB", budgets.SNAPSHOT_MB),
    ]


def fill(store: Path) -> dict[str, float]:
    """Seconds of import and of publish, and how many files there were."""
    with (paths.SAMPLE / "deliveries.csv").open(encoding="utf-8", newline="") as file:
        files = len(list(csv.DictReader(file)))
    moments: list[float] = []

    def publish(store: Store, progress: Progress, *, by: str | None) -> Snapshot:
        moments.append(time.perf_counter())
        return publishing.publish(store, progress, by=by)

    start = time.perf_counter()
    with patch.object(demo, "publish", publish):
        demo.fill(Store(store), lambda _text, _share: None)
    [imported] = moments
    return {
        "files": files,
        "import": imported - start,
        "publish": time.perf_counter() - imported,
    }


if __name__ == "__main__":
    json.dump(fill(Path(sys.argv[1])), sys.stdout)
