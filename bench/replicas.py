"""One process against two replicas behind nginx: the same crowd, a publish in the middle.

``python -m bench.replicas --store DIR`` measures on a copy of a store of any size, as a
part of ``python -m bench`` on the sample.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench import behind, budgets, processes, results
from bench.crowd import Crowd
from bench.processes import Server, serving, wait_for
from bench.results import Measure, once

READERS = 50
SECONDS = 90.0
_WRITTEN_IN_PLACE = "workspace.db"


@dataclass(frozen=True)
class Site:
    """The address that readers know, the servers behind it, nginx where there is one."""

    url: str
    servers: tuple[Server, ...]
    nginx: Server | None = None

    def cpu_ms(self) -> float:
        """Processor time so far (ms), of servers and nginx."""
        front = self.nginx.cpu_ms_of_workers() if self.nginx else 0.0
        return front + sum(one.cpu_ms() for one in self.servers)

    def memory_mb(self, which: str = "VmRSS") -> float:
        """Memory of the servers together."""
        return sum(one.memory_mb(which) for one in self.servers)


def measure(
    store: Path, *, readers: int = READERS, seconds: float = SECONDS
) -> list[Measure]:
    """Both, one after the other; only the single process where there is no nginx."""
    made = []
    for replicas in (1, 2):
        if replicas > 1 and behind.program() is None:
            print("nginx is not installed: two replicas are not measured.")
            continue
        with copied(store) as own, site(own, replicas) as found:
            made += asyncio.run(_measure(own, found, readers, seconds))
    return made


@contextmanager
def copied(store: Path) -> Iterator[Path]:
    """A copy of a store for a while: what never changes is shared, not copied."""

    def share(source: str, target: str) -> None:
        if not source.endswith(_WRITTEN_IN_PLACE):
            with contextlib.suppress(OSError):  # another disk
                Path(target).hardlink_to(source)
                return
        shutil.copy2(source, target)

    with tempfile.TemporaryDirectory(prefix="imbang-bench-") as folder:
        yield Path(shutil.copytree(store, Path(folder) / "store", copy_function=share))


@contextmanager
def site(store: Path, replicas: int) -> Iterator[Site]:
    """One server, or two behind nginx."""
    with ExitStack() as stack:
        servers = tuple(
            stack.enter_context(serving(store)) for _number in range(replicas)
        )
        for server in servers:
            wait_for(server)
        if replicas == 1:
            yield Site(servers[0].url, servers)
            return
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="imbang-"))
        ports = [int(server.url.rpartition(":")[2]) for server in servers]
        nginx = stack.enter_context(behind.behind_nginx(ports, Path(folder)))
        yield Site(nginx.url, servers, nginx)


async def _measure(
    store: Path, found: Site, readers: int, seconds: float
) -> list[Measure]:
    warm = Crowd(found.url, 2 * len(found.servers))
    await warm.stay(8)  # each process has loaded what it needs
    crowd = Crowd(found.url, readers)
    before, own, start = found.cpu_ms(), time.process_time(), time.perf_counter()
    publishing = asyncio.create_task(_publish(store, seconds / 2))
    await crowd.stay(seconds, lambda: not publishing.done())
    began, ended = await publishing
    passed = time.perf_counter() - start
    spent, client = found.cpu_ms() - before, 1000 * (time.process_time() - own)
    clicked = tuple(ms for _at, ms in crowd.clicked)
    meanwhile = tuple(ms for at, ms in crowd.clicked if began <= at <= ended)
    reruns = len(crowd.opened) + len(clicked)
    for error in sorted(set(crowd.errors)):
        print(f"error: {error}", file=sys.stderr)
    count = len(found.servers)
    who = "one process" if count == 1 else f"{count} replicas behind nginx"
    who = f"{who}, {readers} readers"
    note = f"{len(clicked) / passed:.1f} clicks a second"
    limit = budgets.RERUN_CROWD_MS
    return [
        Measure(f"{who}: open a page", "ms", tuple(crowd.opened)),
        Measure(f"{who}: any rerun", "ms", clicked, limit, note),
        Measure(f"{who}: of these, while publishing", "ms", meanwhile, limit),
        once(f"{who}: errors", len(crowd.errors), "", note=f"of {reruns} runs"),
        once(f"{who}: CPU per rerun", spent / reruns, "ms", budgets.RERUN_CPU_MS),
        once(f"{who}: CPU of the client per rerun", client / reruns, "ms"),
        once(f"{who}: cores in use by servers", spent / 1000 / passed, ""),
        once(f"{who}: publish in the middle", ended - began, "s"),
        once(f"{who}: memory of all servers", found.memory_mb(), "MB"),
        once(f"{who}: memory of all servers, peak", found.memory_mb("VmHWM"), "MB"),
    ]


async def _publish(store: Path, after: float) -> tuple[float, float]:
    """Publish in the middle of it, from the command line; when that began and ended."""
    await asyncio.sleep(after)
    start = time.perf_counter()
    command = (str(processes.IMBANG), "publish", f"--store={store}")
    child = await asyncio.create_subprocess_exec(*command)
    if code := await child.wait():
        raise RuntimeError(f"imbang publish ended with {code}")
    return start, time.perf_counter()


def main() -> None:
    """Measure a store of any size."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.replicas", description=__doc__
    )
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--readers", type=int, default=READERS)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    asked = parser.parse_args()
    on = results.machine()
    print(f"{on['cores']} cores, load {on['load']}, commit {on['commit']}")
    made = measure(asked.store, readers=asked.readers, seconds=asked.seconds)
    parts = [("replicas", made)]
    print(f"\n{results.as_table(parts, villages=budgets.NATION_VILLAGES)}\n")
    print(f"Written to {results.write_json(parts, on)}")


if __name__ == "__main__":
    main()
