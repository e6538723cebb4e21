"""What is shipped to workers: functions that run there before Imbang is known to be there.

They are sent by value, so that they can tell in words that Imbang is missing on a worker,
or is another one. What they tell so is the text of an error that begins with a word of
`imbang.publishing.spark.troubles`.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from imbang.publishing.parts import Job
from imbang.texts import Language

Batches = Iterator[Any]
Work = Callable[[Job, Callable[[], None]], Any]
OUTCOME = "outcome binary"
"""The one column of what tasks answer: a pickled number, and what came of it."""


def to_look(token: Path, expected: str) -> Callable[[Batches], Batches]:
    """Looks whether a worker can do its work; answers nothing."""
    check = to_check(token, expected)

    def look(batches: Batches) -> Batches:
        import time

        check()
        for _batch in batches:
            time.sleep(0.2)  # so that no worker does the look of another
        yield from ()

    return look


def to_check(token: Path, expected: str) -> Callable[[], None]:
    """Raises where Imbang is not the one of ``expected``, or ``token`` is not there: a
    file that lies in the draft, and nowhere else."""
    seen = str(token)

    def check() -> None:
        import os
        import socket
        import sys

        where = f"{socket.gethostname()}|{sys.executable}"
        try:
            from imbang.publishing.spark import tasks
        except ImportError as error:
            raise RuntimeError(f"IMBANG-LACKS|{where}|{error.name}|") from error
        other = tasks.differs(expected)
        if other is not None:
            raise RuntimeError(f"IMBANG-DIFFERS|{where}|{other}|")
        if not os.path.exists(seen):  # noqa: PTH110 -- nothing but what is at hand
            raise RuntimeError(f"IMBANG-BLIND|{where}|{os.path.dirname(seen)}|")  # noqa: PTH120

    return check


def to_do(
    work: str, jobs: Sequence[Job], check: Callable[[], None], spoken: Language
) -> Callable[[Batches], Batches]:
    """Does the jobs whose numbers come in: ``work`` is a `Work` of `tasks`.

    Jobs are opened only where Imbang is the same.
    """
    packed = [pickle.dumps(job) for job in jobs]

    def do(batches: Batches) -> Batches:
        import pickle

        import pyarrow as pa

        check()
        from imbang.publishing.spark import tasks

        for batch in batches:
            for number in batch.column(0).to_pylist():
                given = (pickle.loads(packed[number]), check)
                outcome = tasks.answer(getattr(tasks, work), *given, spoken=spoken)
                came = pickle.dumps((number, outcome))
                yield pa.RecordBatch.from_pydict({"outcome": [came]})

    return do


def to_read_people(
    files: Sequence[Path], check: Callable[[], None]
) -> Callable[[Batches], Batches]:
    """Reads whom the parts know whose numbers come in, as rows of `tasks.row_type`."""
    names = [str(file) for file in files]

    def read(batches: Batches) -> Batches:
        check()
        from imbang.publishing.spark import tasks

        for batch in batches:
            for number in batch.column(0).to_pylist():
                yield from tasks.read_people(names[number], number)

    return read


def to_write_told(
    folder: Path, check: Callable[[], None], spoken: Language
) -> Callable[..., Any]:
    """Writes what one part is told, of all rows that are for it."""

    def write(key: tuple[Any, ...], rows: Any) -> Any:
        import pickle

        import pyarrow as pa

        check()
        from imbang.publishing.spark import tasks

        number = key[0].as_py()
        given = (number, rows, folder)
        answered = tasks.answer(tasks.write_told, *given, spoken=spoken)
        came = pickle.dumps((number, answered))
        return pa.table({"outcome": pa.array([came], pa.binary())})

    return write
