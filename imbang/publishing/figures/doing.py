"""Doing steps: each after those whose tables it reads, as many at a time as threads allow.

Most statements are too small to be divided, and many do not read each other; where several
are run at once, dividing each of them costs more than it gains.
"""

from __future__ import annotations

import functools
import graphlib
import queue
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from imbang.progress import Progress
from imbang.publishing.figures.steps import Step

if TYPE_CHECKING:
    import duckdb

Tell = Callable[[str], None]


class Do(Protocol):
    """Does a step with a connection."""

    def __call__(
        self, work: duckdb.DuckDBPyConnection, step: Step, tell: Tell
    ) -> None: ...


Task = Callable[["duckdb.DuckDBPyConnection"], None]
_Begin = Callable[[Task], Future[None]]


def each(
    steps: Sequence[Step],
    do: Do,
    work: duckdb.DuckDBPyConnection,
    threads: int,
    progress: Progress,
) -> None:
    """Do all steps, in this order where there is one thread.

    With more, each thread has a connection of its own to the database of ``work``. Raises
    what the first of them raised that failed, once those under way are over.
    """
    tells = (
        functools.partial(_tell, progress, number / len(steps))
        for number in range(len(steps))
    )
    if threads == 1:
        for step, tell in zip(steps, tells, strict=True):
            tell(step.table)
            do(work, step=step, tell=tell)
        return
    by_table = {step.table: step for step in steps}
    order = graphlib.TopologicalSorter(
        {table: step.reads & by_table.keys() for table, step in by_table.items()}
    )
    order.prepare()
    with _hands(work, threads) as begin:
        doing: dict[Future[None], str] = {}
        while order.is_active():
            for table in order.get_ready():
                tell = next(tells)
                tell(table)
                one = begin(functools.partial(do, step=by_table[table], tell=tell))
                doing[one] = table
            for one in wait(doing, return_when=FIRST_COMPLETED).done:
                one.result()
                order.done(doing.pop(one))


def all_of(
    tasks: Sequence[Task], work: duckdb.DuckDBPyConnection, threads: int
) -> None:
    """Do tasks that do not depend on each other, as `each` does steps."""
    if threads == 1:
        for task in tasks:
            task(work)
        return
    with _hands(work, threads) as begin:
        for one in [begin(task) for task in tasks]:
            one.result()


@contextmanager
def _hands(work: duckdb.DuckDBPyConnection, threads: int) -> Iterator[_Begin]:
    """Begins what is to be done by the next thread that is free, with its connection."""
    free: queue.SimpleQueue[duckdb.DuckDBPyConnection] = queue.SimpleQueue()
    for _thread in range(threads):
        free.put(work.cursor())

    def do(task: Task) -> None:
        hand = free.get()
        try:
            task(hand)
        finally:
            free.put(hand)

    work.execute(f"set threads = {max(1, threads // 2)}")
    with ThreadPoolExecutor(threads) as pool:
        try:
            yield lambda task: pool.submit(do, task)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    work.execute(f"set threads = {threads}")
    while not free.empty():
        free.get().close()


def _tell(progress: Progress, share: float, text: str) -> None:
    progress(text, share)
