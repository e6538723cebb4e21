"""Runs one command of ``imbang`` and is killed at its n-th step on the disk.

Used as a script: ``python killed.py N COMMAND…``. A step is a call that makes something
last or visible (sync, rename, replace, link); the kill comes just before it. With 0 it
is not killed and prints how many steps there were.
"""

from __future__ import annotations

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


if __name__ == "__main__":
    for name in STEPS:
        setattr(os, name, counting(getattr(os, name), int(sys.argv[1])))
    from imbang.cli import app

    try:
        app(sys.argv[2:], standalone_mode=False)
    finally:
        sys.stderr.write(f"\nsteps: {done}\n")
