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

from bench.peers.answers import QUESTIONS, digest
from bench.peers.engines.protocol import Ask
from bench.peers.watch import cpu_seconds


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
    """Ask all cases once for the hash, then in turn for so many seconds."""
    answers = [ask(question, asked) for asked in cases]
    spent: list[float] = []
    cpu, begun = _cpu(), time.perf_counter()
    while len(spent) < len(cases) or time.perf_counter() - begun < seconds:
        start = time.perf_counter()
        ask(question, cases[len(spent) % len(cases)])
        spent.append(1000 * (time.perf_counter() - start))
    return {
        "ms": spent,
        "cpu_ms": 1000 * (_cpu() - cpu) / len(spent),
        "rows": [len(rows) for rows in answers],
        "hash": digest(answers),
    }


def _cpu() -> float:
    """Processor seconds of this process, and of the server that answers it."""
    server = os.environ.get("PEERS_SERVER_PID")
    return time.process_time() + (cpu_seconds(int(server)) if server else 0)


if __name__ == "__main__":
    main()
