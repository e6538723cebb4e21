"""``python -m bench.spark --store FOLDER``: the nation built here and on a cluster.

A master and workers are started on this machine and ended again. The store is read, and
nothing is published. ``--grow 1 2 5 10`` builds it that many times over (`bench.spark.grow`)
instead of comparing engines.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path
from unittest.mock import patch

from bench import results
from bench.spark import cluster as clusters
from bench.spark import grow
from bench.spark.builds import Build, alone, build_here, build_on
from imbang.store.deliveries import Store


def main() -> None:
    """Start a cluster, measure on it, and print a table."""
    asked = _arguments()
    if lacking := clusters.missing():
        sys.exit(lacking)
    on = results.machine()
    print(f"{on['cores']} cores, load {on['load']}, commit {on['commit']}")
    settings = {"spark.executor.memory": "640m", "spark.driver.memory": "640m"}
    settings["spark.imbang.memory"] = asked.memory
    store = Store(asked.store.absolute())
    with (
        tempfile.TemporaryDirectory(prefix="imbang-bench-", dir=asked.folder) as folder,
        clusters.cluster(
            Path(folder) / "cluster", asked.workers, settings=settings, memory="1g"
        ) as running,
        patch.dict(os.environ, running.environment),
    ):
        leaders = [child.pid for child in running.workers]
        place = Path(folder)
        if asked.grow:
            grow.measure(store, place, running.master, leaders, asked.grow)
            return
        here = alone(build_here, store, place / "here")
        there = alone(build_on, store, place / "there", running.master, leaders)
    _print("this machine", here)
    _print(f"Spark, {asked.workers} workers", there)
    same = here.told == there.told
    print(
        "Fingerprints of every table and part are", "equal." if same else "DIFFERENT."
    )
    sys.exit(not same)


def _print(name: str, build: Build) -> None:
    print(
        f"{name:<20} {build.seconds:7.1f} s {build.cpu_seconds:7.1f} s of processor, "
        f"largest part {build.part_mb:5.0f} MB, driver {build.driver_mb:5.0f} MB, "
        f"snapshot {build.snapshot_mb:4.0f} MB",
        flush=True,
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.spark", description=__doc__)
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--memory", default="1500MB", help="of DuckDB in a task")
    parser.add_argument("--grow", type=int, nargs="*", metavar="TIMES")
    parser.add_argument(
        "--folder", type=Path, help="where to build; else the temporary"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
