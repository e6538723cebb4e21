"""``python -m bench.profiling``: where the time of a page's rerun goes.

One reader walks twice through a page of the sample; the second time everything is
cached. Prints milliseconds per rerun by function, for both. A profile makes Python
slower, calls most of all: read it for proportions, not for milliseconds, and run it
when nothing else runs.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import pstats
import sys
import tempfile
import time
from pathlib import Path

from bench import filling, interactions
from bench.client import open_reader
from bench.processes import ROOT, Server, serving, wait_for

_OWN = tuple(str(ROOT / name) for name in ("imbang", "pages", "dashboard.py"))
_SITE = "site-packages/"
Function = tuple[str, int, str]
Figures = tuple[int, int, float, float, object]


def main() -> None:
    """Profile one page."""
    parser = argparse.ArgumentParser(prog="python -m bench.profiling")
    parser.add_argument("--page", default=interactions.DETAILED)
    parser.add_argument("--lines", type=int, default=25)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="imbang-bench-") as folder:
        profiles, store = Path(folder) / "profiles", Path(folder) / "store"
        profiles.mkdir()
        os.environ["IMBANG_KEY_FILE"] = f"{folder}/key"
        os.environ["IMBANG_PROFILES"] = str(profiles)
        filling.measure(store)
        program = (sys.executable, "-m", "bench.profiled")
        with serving(store, program=program) as server:
            wait_for(server)
            counts = asyncio.run(_walk_twice(server, asked.page))
            time.sleep(1)  # the last profile is written after its page was sent
        files = sorted(profiles.iterdir())
        steps = len(interactions.walk(asked.page))
        for title, first in (("first time", 1), ("cached", counts + 1)):
            _show(title, files[first : first + steps], asked.lines)


async def _walk_twice(server: Server, page: str) -> int:
    """Walk through ``page`` in two sessions; how many runs one of them made."""
    steps = interactions.walk(page)
    for _ in range(2):
        reader, _opened = await open_reader(server.url, page)
        for step in steps:
            await step.by(reader)
        await reader.socket.close()
    return len(steps) + 1


def _show(title: str, files: list[Path], lines: int) -> None:
    """Print the costliest functions: Imbang's own with all they call, then any alone."""
    stats = pstats.Stats(*map(str, files))
    # what pstats holds by function: calls, calls, own seconds, with callees, callers
    found: dict[Function, Figures] = stats.stats  # type: ignore[attr-defined]
    per_run = {
        function: (
            calls / len(files),
            1000 * own / len(files),
            1000 * all_ / len(files),
        )
        for function, (_, calls, own, all_, _callers) in found.items()
    }
    print(
        f"\n{title}: {len(files)} reruns, {1000 * _total(stats) / len(files):.0f} ms each"
    )
    print("\n  ms with all it calls   calls  function of Imbang")
    own = [function for function in per_run if function[0].startswith(_OWN)]
    for function in sorted(own, key=lambda f: -per_run[f][2])[:lines]:
        calls, _, spent = per_run[function]
        print(f"  {spent:20.1f}  {calls:6.1f}  {_name(function)}")
    print("\n           ms on its own   calls  function of anyone")
    for function in sorted(per_run, key=lambda f: -per_run[f][1])[:lines]:
        calls, spent, _ = per_run[function]
        print(f"  {spent:20.1f}  {calls:6.1f}  {_name(function)}")


def _total(stats: pstats.Stats) -> float:
    seconds: float = stats.total_tt  # type: ignore[attr-defined]
    return seconds


def _name(function: Function) -> str:
    file, line, name = function
    short = file.removeprefix(f"{ROOT}/").rpartition(_SITE)[2]
    return f"{short}:{line} {name}" if line else name


if __name__ == "__main__":
    main()
