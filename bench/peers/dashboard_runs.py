"""The dashboards one after another, Imbang first; each is gone before the next."""

from __future__ import annotations

import asyncio
import importlib
import time
from collections.abc import Iterator, Sequence

from bench.peers.dashboards import scenarios
from bench.peers.dashboards.protocol import Setting
from bench.peers.results import Row, failed
from bench.peers.views import Views

DASHBOARDS = ("imbang", "superset", "dash", "streamlit", "datasette")


def measure(
    setting: Setting, pace: scenarios.Pace, asked: Sequence[str] = DASHBOARDS
) -> Iterator[Row]:
    """A row for each dashboard and scenario."""
    views = Views(setting.folder)
    for name in asked:
        module = importlib.import_module(f"bench.peers.dashboards.with_{name}")
        named = scenarios.Named(name, module.INTERFACE)
        start = ready = time.perf_counter()
        try:
            with module.serve(setting) as dashboard:
                ready = time.perf_counter()
                rows = asyncio.run(scenarios.measure(named, dashboard, views, pace))
        except Exception as error:  # the others are measured all the same
            rows = [failed(name, module.INTERFACE, error)]
        yield from rows
        whole, until = time.perf_counter() - start, ready - start
        print(f"  {name}: {whole:.0f} s, {until:.0f} until it served", flush=True)
