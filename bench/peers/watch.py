"""What a process and all that it started cost: processor time and memory, from /proc.

Imported by workers in environments of their own: nothing but the standard library.
"""

from __future__ import annotations

import os
import threading
from collections import defaultdict
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_EVERY_S = 0.25


def cpu_seconds(pid: int) -> float:
    """Processor seconds of a process and of its children, gone ones included."""
    spent = 0
    for one in tree(pid):
        fields = _stat(one)
        if fields:
            # utime, stime, and those of children that it has waited for
            spent += sum(map(int, fields[11:15]))
    return spent / _TICKS


def memory_mb(pid: int) -> float:
    """Megabytes held by a process and its children; what they share counts once."""
    return sum(map(_held, tree(pid))) / 1e6


def tree(pid: int) -> list[int]:
    """A process and all below it that run."""
    below: dict[int, list[int]] = defaultdict(list)
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and (fields := _stat(int(folder.name))):
            below[int(fields[1])].append(int(folder.name))
    found, waiting = [], [pid]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += below[one]
    return found


def _stat(pid: int) -> list[str]:
    """The fields of ``stat`` from the state on; empty when the process is gone."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return []
    return text.rpartition(")")[2].split()


def _held(pid: int) -> int:
    """Bytes of a process, its share of what is shared (or all of it, as allowed)."""
    for name, field in (("smaps_rollup", "Pss:"), ("status", "VmRSS:")):
        try:
            text = Path(f"/proc/{pid}/{name}").read_text()
        except OSError:
            continue
        for line in text.splitlines():
            if line.startswith(field):
                return int(line.split()[1]) * 1024
    return 0


class Peak:
    """The most memory that processes hold together while this is entered."""

    def __init__(self, *pids: int) -> None:
        self.mb = 0.0
        self._pids = pids
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Peak:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._is_over.set()
        self._thread.join()

    def _look(self) -> None:
        while True:
            self.mb = max(self.mb, sum(map(memory_mb, self._pids)))
            if self._is_over.wait(_EVERY_S):
                return
