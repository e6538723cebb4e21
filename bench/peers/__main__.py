"""``python -m bench.peers --store STORE``: measure, print the tables, write the JSON.

The store is published already; without one the sample is made and published first. Ends
with 1 where answers differ.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from bench.peers import (
    cluster,
    dashboard_runs,
    engine_runs,
    environments,
    export,
    results,
)
from bench.peers.dashboards import protocol, scenarios
from bench.peers.results import Row

PARTS = ("engines", "dashboards")


def main() -> None:
    """Measure what was asked for."""
    asked = _arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    missing = cluster.why_not()
    if missing:
        sys.exit(missing)
    parts: dict[str, list[Row]] = {}
    with (
        tempfile.TemporaryDirectory(prefix="peers-") as made,
        cluster.running_cluster() as server,
    ):
        folder = Path(made)
        _timed("tables", lambda: export.export(asked.store, folder))
        export.write_cases(folder)
        if "engines" in asked.only:
            python = environments.python_of("peers", asked.environments)
            setting = engine_runs.Setting(
                folder, asked.store, python, server, asked.seconds
            )
            parts["engines"] = _timed("engines", lambda: engine_runs.measure(setting))
        if "dashboards" in asked.only:
            served = protocol.Setting(folder, asked.store, asked.environments, server)
            pace = scenarios.Pace(asked.stay, asked.pause)
            parts["dashboards"] = _timed(
                "dashboards",
                lambda: dashboard_runs.measure(served, pace, asked.dashboards),
            )
    for name, rows in parts.items():
        print(f"\n## {name}\n\n{results.table(rows)}")
    print(f"\nWritten to {results.write_json(parts)}")
    wrong = [text for rows in parts.values() for text in results.disagreements(rows)]
    sys.exit("Answers differ:\n" + "\n".join(wrong) if wrong else 0)


def _timed(name: str, measure: Callable[[], Iterable[Row] | None]) -> list[Row]:
    print(f"{name} …", flush=True)
    start = time.perf_counter()
    made = list(measure() or ())
    print(f"{name}: {time.perf_counter() - start:.0f} s", flush=True)
    return made


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.peers", description=__doc__)
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--seconds", type=float, default=3.0, help="for each question")
    parser.add_argument(
        "--dashboards",
        nargs="+",
        choices=dashboard_runs.DASHBOARDS,
        default=dashboard_runs.DASHBOARDS,
    )
    parser.add_argument(
        "--stay", type=float, default=30.0, help="seconds of 50 clients"
    )
    parser.add_argument("--pause", type=float, default=4.0, help="of each, on average")
    parser.add_argument(
        "--environments", type=Path, default=environments.default_folder()
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
