"""The engines one after another, each on base tables and on marts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.peers import running
from bench.peers.cluster import Cluster
from bench.peers.export import DESIGNS
from bench.peers.results import Row, failed, percentile
from bench.peers.watch import Peak

ENGINES = ("duckdb", "polars", "pandas", "postgresql", "sqlite")
_LONGEST_S = 900.0


@dataclass(frozen=True)
class Setting:
    """What workers need: data, store, interpreter, cluster, seconds a question."""

    folder: Path
    store: Path
    python: Path
    cluster: Cluster | None
    seconds: float


def measure(setting: Setting) -> Iterator[Row]:
    """A row for each engine, design and question, Imbang first."""
    yield from _asked(setting, "imbang", "marts", Path(sys.executable))
    for engine in ENGINES:
        if engine == "postgresql" and setting.cluster is None:
            continue
        for design, tables in DESIGNS.items():
            try:
                built = ",".join(tables)
                _work(setting, setting.python, "build", engine, design, built)
                rows = _asked(setting, engine, design, setting.python)
            except RuntimeError as error:  # the others are measured all the same
                rows = [failed(engine, design, error)]
            yield from rows
            (setting.folder / f"{design}.{engine}").unlink(missing_ok=True)


def _asked(setting: Setting, engine: str, design: str, python: Path) -> list[Row]:
    told, peak = _work(setting, python, "ask", engine, design, str(setting.seconds))
    print(f"  {engine} {design}: {told['seconds']:.0f} s", flush=True)
    return [
        Row(
            who=engine,
            how="own" if engine == "imbang" else design,
            what=question,
            p50_ms=percentile(one["ms"], 50),
            p95_ms=percentile(one["ms"], 95),
            cpu_ms=one["cpu_ms"],
            memory_mb=peak,
            answers=one["hash"],
            n=len(one["ms"]),
        )
        for question, one in told["questions"].items()
    ]


def _work(
    setting: Setting, python: Path, *arguments: str
) -> tuple[dict[str, Any], float]:
    """What a worker told, and the most memory that it (and a server) held."""
    what, engine, design, rest = arguments
    command = [str(python), "-m", "bench.peers.engines.worker"]
    given = {"PEERS_STORE": str(setting.store), "PYTHONDONTWRITEBYTECODE": "1"}
    pids = []
    if engine == "postgresql" and setting.cluster:
        given["PEERS_POSTGRESQL"] = setting.cluster.dsn
        given["PEERS_SERVER_PID"] = str(setting.cluster.pid)
        pids = [setting.cluster.pid]
    out = setting.folder / "told.json"
    told = [what, engine, design, str(setting.folder), rest, str(out)]
    with (
        running.started([*command, *told], {**os.environ, **given}) as process,
        Peak(process.pid, *pids) as peak,
    ):
        try:
            code = process.wait(_LONGEST_S)
        except subprocess.TimeoutExpired as error:
            raise RuntimeError(
                f"{engine} {design} took over {_LONGEST_S:g} s"
            ) from error
        if code:
            raise RuntimeError(f"{engine} {design} ended with {code}")
    return json.loads(out.read_text("utf-8")), peak.mb
