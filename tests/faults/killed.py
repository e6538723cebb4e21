"""Runs one command of ``imbang`` and is killed at its n-th step on the disk.

Used as a script: ``python killed.py N COMMAND…``. A step is a call that makes something
last or visible (sync, rename, replace, link); the kill comes just before it. With 0 it
is not killed and prints how many steps there were. With ``1,2,3`` the command runs once
for each, ``{}`` in it being the number, each in a process forked from this one, so that
libraries are loaded once; it prints by what signal each ended.
"""

from __future__ import annotations

import importlib
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

STEPS = ("fsync", "rename", "replace", "link")
done = 0


def counting(real: Callable[..., Any], fatal: int) -> Callable[..., Any]:
    def step(*values: Any, **options: Any) -> Any:
        global done
        done += 1
        if done == fatal:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*values, **options)

    return step


def run(fatal: int, command: list[str]) -> None:
    for name in STEPS:
        setattr(os, name, counting(getattr(os, name), fatal))
    from imbang.cli import app

    try:
        app(command, standalone_mode=False)
    finally:
        sys.stderr.write(f"\nsteps: {done}\n")


def run_each(points: list[int], command: list[str]) -> None:
    for name in ("duckdb", "pandas", "pyarrow", "imbang.cli", "imbang.publishing"):
        importlib.import_module(name)
    for fatal in points:
        child = os.fork()
        if child == 0:
            run(fatal, [part.format(fatal) for part in command])
            os._exit(0)
        _pid, status = os.waitpid(child, 0)
        ended = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        sys.stdout.write(f"{fatal} {ended}\n")


if __name__ == "__main__":
    numbers = [int(number) for number in sys.argv[1].split(",")]
    if len(numbers) == 1:
        run(numbers[0], sys.argv[2:])
    else:
        run_each(numbers, sys.argv[2:])
