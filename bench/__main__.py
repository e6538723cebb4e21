"""``python -m bench``: measure, print the table, write the JSON.

``--only`` measures some parts; ``--seconds`` is how long the crowd stays.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench import (
    budgets,
    clicks,
    filling,
    geometry,
    memory,
    papers,
    questions,
    replicas,
    reruns,
    results,
    workbooks,
)
from bench.processes import serving, wait_for
from bench.results import Measure
from imbang.questions import asking

PARTS = (
    "filling",
    "geometry",
    "questions",
    "painting",
    "reruns",
    "clicks",
    "memory",
    "workbooks",
    "papers",
    "replicas",
)
_OF_ANY_STORE = ("questions", "clicks")
_BUSY = 0.7  # load before the run from which numbers say more about other work


def main() -> None:
    """Measure what was asked for, on a store made for it."""
    asked = _arguments()
    on = results.machine()
    print(f"{on['cores']} cores, load {on['load']}, commit {on['commit']}")
    if on["load"] > _BUSY:
        print("Other work is running: the numbers below are inflated by it.")
    if asked.store is not None:
        if not set(asked.only) <= set(_OF_ANY_STORE):
            raise SystemExit(f"--store goes with --only {' '.join(_OF_ANY_STORE)}")
        parts = [
            (name, _timed(name, _part(name, asked.store, asked.seconds)))
            for name in asked.only
        ]
        print(f"\n{results.as_table(parts, villages=budgets.NATION_VILLAGES)}\n")
        return
    with tempfile.TemporaryDirectory(prefix="imbang-bench-") as folder:
        os.environ["IMBANG_KEY_FILE"] = f"{folder}/key"
        store = Path(folder) / "store"
        filled = _timed("filling", lambda: filling.measure(store))
        villages = _villages(store)
        parts = [("filling", filled)] if "filling" in asked.only else []
        for name in asked.only:
            if name != "filling":
                measure = _part(name, store, asked.seconds)
                parts.append((name, _timed(name, measure)))
    print(f"\n{results.as_table(parts, villages=villages)}\n")
    print(f"1 KB is 1,000 bytes. Written to {results.write_json(parts, on)}")


def _part(name: str, store: Path, seconds: float) -> Callable[[], list[Measure]]:
    return {
        "geometry": lambda: geometry.measure(store),
        "questions": lambda: questions.measure(store),
        "painting": lambda: _painting(store),
        "clicks": lambda: clicks.measure(store),
        "reruns": lambda: _reruns(store, seconds),
        "memory": lambda: memory.measure(store),
        "workbooks": lambda: workbooks.measure(store.parent),
        "papers": lambda: papers.measure(store),
        "replicas": lambda: replicas.measure(store, seconds=3 * seconds),
    }[name]


def _painting(store: Path) -> list[Measure]:
    if os.environ.get("BROWSER") == "0":
        print("BROWSER=0: start to first page is not measured.")
        return []
    from bench import painting  # late: Playwright is not everywhere

    return painting.measure(store)


def _reruns(store: Path, seconds: float) -> list[Measure]:
    with serving(store) as server:
        wait_for(server)
        return asyncio.run(reruns.measure(server, seconds=seconds))


def _timed(name: str, measure: Callable[[], list[Measure]]) -> list[Measure]:
    print(f"{name} …", end=" ", flush=True)
    start = time.perf_counter()
    made = [one for one in measure() if one.values]
    print(f"{time.perf_counter() - start:.0f} s", flush=True)
    return made


def _villages(store: Path) -> int:
    [home] = asking.ask(store, "scope")["region_code"]
    rows = asking.ask(store, "coverage", region=home, level="village", as_of="2024-12")
    return len(rows)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument(
        "--store",
        type=Path,
        help="a published store to measure, instead of the sample",
    )
    parser.add_argument("--seconds", type=float, default=reruns.SECONDS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
