"""One engine on one design: ``python -m bench.peers.engines.worker build|ask …``.

Run by `bench.peers.engine_runs` in the environment that has the engine; what it tells
is JSON in the last file named.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from bench.peers.answers import QUESTIONS, Asked, Rows, digest
from bench.peers.engines.protocol import Ask
from bench.peers.watch import cpu_seconds

_TOO_LONG = 3.0  # times the seconds to be spent


def main() -> None:
    """Build, or ask; tell what it cost."""
    what, engine, design, folder, given, out = sys.argv[1:]
    module = importlib.import_module(f"bench.peers.engines.with_{engine}")
    start = time.perf_counter()
    if what == "build":
        module.build(Path(folder), design, tuple(given.split(",")))
        told: dict[str, Any] = {}
    else:
        ask: Ask = module.open_tables(Path(folder), design)
        told = {"ready_s": time.perf_counter() - start}
        cases = json.loads((Path(folder) / "cases.json").read_text("utf-8"))
        told["questions"] = {
            question: _measure(ask, question, cases[question], float(given))
            for question in QUESTIONS
        }
    told["seconds"] = time.perf_counter() - start
    Path(out).write_text(json.dumps(told), "utf-8")


def _measure(
    ask: Ask, question: str, cases: list[dict[str, Any]], seconds: float
) -> dict[str, Any]:
    """Ask all cases once for the hash, then in turn for so many seconds.

    The first answers count only where they take so long that asking again is no use.
    """
    answers: list[Rows] = []
    first = _Costs()
    for asked in cases:
        answers.append(first.ask(ask, question, asked))
    costs = first if sum(first.ms) > _TOO_LONG * 1000 * seconds else _Costs()
    begun = time.perf_counter()
    while costs is not first and (
        len(costs.ms) < len(cases) or time.perf_counter() - begun < seconds
    ):
        costs.ask(ask, question, cases[len(costs.ms) % len(cases)])
    return {
        "ms": costs.ms,
        "cpu_ms": sum(costs.cpu_ms) / len(costs.cpu_ms),
        "rows": [len(rows) for rows in answers],
        "hash": digest(answers),
    }


class _Costs:
    """Milliseconds of answers: waited for, and of processors."""

    def __init__(self) -> None:
        self.ms: list[float] = []
        self.cpu_ms: list[float] = []

    def ask(self, ask: Ask, question: str, asked: Asked) -> Rows:
        """Ask once, and keep what it cost."""
        cpu, start = _cpu(), time.perf_counter()
        rows = ask(question, asked)
        self.ms.append(1000 * (time.perf_counter() - start))
        self.cpu_ms.append(1000 * (_cpu() - cpu))
        return rows


def _cpu() -> float:
    """Processor seconds of this process, and of the server that answers it."""
    server = os.environ.get("PEERS_SERVER_PID")
    return time.process_time() + (cpu_seconds(int(server)) if server else 0)


if __name__ == "__main__":
    main()
