"""Parts made side by side: each in a process of its own, a few at a time.

A process is given a job on its standard input and writes what came of it to its output.
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
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from imbang.progress import silently
from imbang.publishing import parts
from imbang.publishing.parts import Job, Made
from imbang.refusals import Refusal
from imbang.texts import language

Work = Literal["know_people", "make"]


def each(
    work: Work, jobs: Sequence[Job], processes: int
) -> Iterator[tuple[Job, Made | Path]]:
    """What comes of each job, in the order in which they are done, largest first.

    Raises what the first of them raised that failed; the others are ended then.
    """
    waiting = sorted(jobs, key=lambda job: -job.material.rows)
    ended: queue.Queue[tuple[Job, subprocess.Popen[bytes], bytes]] = queue.Queue()
    running: set[subprocess.Popen[bytes]] = set()
    try:
        for left in range(len(jobs), 0, -1):
            while waiting and len(running) < processes:
                running.add(_begin(work, waiting.pop(0), ended))
            job, child, said = ended.get()
            running.discard(child)
            yield job, _result(job, child, said)
            del left
    finally:
        for child in running:
            child.kill()
            child.wait()


def _begin(
    work: Work, job: Job, ended: queue.Queue[tuple[Job, subprocess.Popen[bytes], bytes]]
) -> subprocess.Popen[bytes]:
    # -P: no module from whatever folder this was started in
    child = subprocess.Popen(
        [sys.executable, "-P", "-m", "imbang.publishing.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"IMBANG_LANG": language()},
    )
    threading.Thread(target=_talk, args=(child, work, job, ended), daemon=True).start()
    return child


def _talk(
    child: subprocess.Popen[bytes],
    work: Work,
    job: Job,
    ended: queue.Queue[tuple[Job, subprocess.Popen[bytes], bytes]],
) -> None:
    assert child.stdin is not None and child.stdout is not None
    said = b""
    try:
        child.stdin.write(pickle.dumps((work, job)))
        child.stdin.flush()
        said = child.stdout.read()
    except OSError:
        pass  # it is gone: its end is told by what it did not say
    finally:
        child.stdout.close()
        with contextlib.suppress(OSError):
            child.stdin.close()
        child.wait()
        ended.put((job, child, said))


def _result(job: Job, child: subprocess.Popen[bytes], said: bytes) -> Made | Path:
    if not said:
        raise RuntimeError(f"part {job.label} ended with {child.returncode}")
    outcome: Made | Path | BaseException = pickle.loads(said)
    if isinstance(outcome, BaseException):
        raise outcome
    return outcome


def main() -> None:
    """Do the job on standard input."""
    work, job = pickle.load(sys.stdin.buffer)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    outcome: Made | Path | BaseException
    try:
        outcome = (
            parts.know_people(job)
            if work == "know_people"
            else parts.make(job, silently)
        )
    except (Refusal, OSError, MemoryError) as error:
        outcome = error
    sys.stdout.buffer.write(pickle.dumps(outcome))
    sys.stdout.buffer.flush()
    os._exit(0)  # without waiting for what DuckDB puts away


def _end_with_parent() -> None:
    while sys.stdin.buffer.read(1):
        pass
    os._exit(1)


if __name__ == "__main__":
    main()
