"""Runs one command of ``imbang`` and is killed at its n-th step on the disk.

Used as a script: ``python killed.py N COMMAND…``. A step is a call that makes something
last or visible (sync, rename, replace, link); the kill comes just before it. With 0 it
is not killed and prints how many steps there were. ``python killed.py STORE=FOLDER
COMMAND…`` is not killed either, but copies the store before each step: what a kill there
would leave behind, and at a small part of the time.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable
from typing import Any

STEPS = ("fsync", "rename", "replace", "link")
done = 0


def counting(
    real: Callable[..., Any], fatal: int, copied: tuple[str, str] | None = None
) -> Callable[..., Any]:
    def step(*values: Any, **options: Any) -> Any:
        global done
        done += 1
        if done == fatal:
            os.kill(os.getpid(), signal.SIGKILL)
        if copied is not None:
            store, folder = copied
            shutil.copytree(store, f"{folder}/{done}")
        return real(*values, **options)

    return step


def run(fatal: int, command: list[str], copied: tuple[str, str] | None = None) -> None:
    for name in STEPS:
        setattr(os, name, counting(getattr(os, name), fatal, copied))
    from imbang.cli.main import app

    try:
        app(command, standalone_mode=False)
    finally:
        sys.stderr.write(f"\nsteps: {done}\n")


if __name__ == "__main__":
    when, *command = sys.argv[1:]
    if "=" in when:
        store, _, folder = when.partition("=")
        run(0, command, (store, folder))
    else:
        run(int(when), command)
