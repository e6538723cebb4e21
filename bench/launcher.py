"""Runs a command and writes its seconds and peak memory to a file.

A program of its own, because a child's peak is never told as less than what its parent
held when it was started: this parent holds next to nothing. Used by `bench.processes`:
``python launcher.py RESULT COMMAND…``.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time


def main() -> int:
    """Run the command; its exit code."""
    result, *command = sys.argv[1:]
    start = time.perf_counter()
    code = subprocess.call(command)
    seconds = time.perf_counter() - start
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    in_bytes = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    with open(result, "w") as file:  # noqa: PTH123 - pathlib would be memory, too
        file.write(f"{seconds} {used.ru_utime + used.ru_stime} {in_bytes}")
    return code


if __name__ == "__main__":
    sys.exit(main())
