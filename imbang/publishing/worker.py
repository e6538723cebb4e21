"""Parts made side by side: by a few processes, each given one job after the other.

A process is given jobs on its standard input and writes what came of them to its output.
It lives no longer than whoever began it, who holds the other end of its input.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import subprocess
import sys
import threading
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

from imbang import nik
from imbang.progress import silently
from imbang.publishing import parts
from imbang.publishing.parts import Job, Made
from imbang.texts import language

Work = Literal["know_people", "make"]
_Outcome = Made | Path | BaseException


def each(
    work: Work, jobs: Sequence[Job], processes: int
) -> Iterator[tuple[Job, Made | Path]]:
    """What comes of each job, in the order in which they are done, largest first.

    Raises what the first of them raised that failed; the others are ended then.
    """
    waiting: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
    for job in sorted(jobs, key=lambda job: -job.material.rows):
        waiting.put(job)
    ended: queue.SimpleQueue[tuple[Job, _Outcome]] = queue.SimpleQueue()
    children = [_begin() for _process in range(processes)]
    for child in children:
        waiting.put(None)
        threading.Thread(
            target=_serve, args=(child, work, waiting, ended), daemon=True
        ).start()
    try:
        for _job in jobs:
            job, outcome = ended.get()
            if isinstance(outcome, BaseException):
                raise outcome
            yield job, outcome
    finally:
        for child in children:
            child.kill()
            child.wait()


def _begin() -> subprocess.Popen[bytes]:
    # -P: no module from whatever folder this was started in
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "imbang.publishing.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"IMBANG_LANG": language()},
    )


def _serve(
    child: subprocess.Popen[bytes],
    work: Work,
    waiting: queue.SimpleQueue[Job | None],
    ended: queue.SimpleQueue[tuple[Job, _Outcome]],
) -> None:
    """Give a process jobs until none is left."""
    assert child.stdin is not None and child.stdout is not None
    # what was not read when it was ended cannot be written any more
    with contextlib.suppress(OSError), child.stdin, child.stdout:
        while (job := waiting.get()) is not None:
            try:
                child.stdin.write(pickle.dumps((work, job)))
                child.stdin.flush()
                ended.put((job, pickle.load(child.stdout)))
            except (OSError, EOFError, pickle.UnpicklingError):  # it is gone
                said = f"part {job.label} ended with {child.wait()}"
                ended.put((job, RuntimeError(said)))
                return


def main() -> None:
    """Do the jobs on standard input."""
    given: queue.SimpleQueue[Any] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(given,), daemon=True).start()
    while True:
        work, job = given.get()
        outcome: _Outcome
        try:
            outcome = (
                parts.know_people(job)
                if work == "know_people"
                else parts.make(job, silently)
            )
        except Exception as error:  # told by whoever gave the job, who has the words
            if os.environ.get("IMBANG_TRACEBACK"):
                sys.stderr.write(nik.without_nik(traceback.format_exc()))
            outcome = error
        sys.stdout.buffer.write(pickle.dumps(outcome))
        sys.stdout.buffer.flush()


def _listen(given: queue.SimpleQueue[Any]) -> None:
    """Take jobs in; the end of whoever gives them is the end of this process, too."""
    try:
        while True:
            given.put(pickle.load(sys.stdin.buffer))
    except EOFError:
        os._exit(0)  # without waiting for what DuckDB puts away


if __name__ == "__main__":
    main()
