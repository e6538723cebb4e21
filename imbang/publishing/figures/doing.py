"""Doing steps: each after those whose tables it reads, as many at a time as threads allow.

Most statements are too small to be divided, and many do not read each other.
"""

from __future__ import annotations

import functools
import graphlib
import queue
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TYPE_CHECKING

from imbang.progress import Progress
from imbang.publishing.figures.steps import Step

if TYPE_CHECKING:
    import duckdb

Tell = Callable[[str], None]
Do = Callable[["duckdb.DuckDBPyConnection", Step, Tell], None]


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
            do(work, step, tell)
        return
    by_table = {step.table: step for step in steps}
    order = graphlib.TopologicalSorter(
        {table: step.reads & by_table.keys() for table, step in by_table.items()}
    )
    order.prepare()
    hands: queue.SimpleQueue[duckdb.DuckDBPyConnection] = queue.SimpleQueue()
    for _thread in range(threads):
        hands.put(work.cursor())

    def do_one(step: Step, tell: Tell) -> None:
        hand = hands.get()
        try:
            do(hand, step, tell)
        finally:
            hands.put(hand)

    with ThreadPoolExecutor(threads) as pool:
        doing: dict[Future[None], str] = {}
        try:
            while order.is_active():
                for table in order.get_ready():
                    tell = next(tells)
                    tell(table)
                    doing[pool.submit(do_one, by_table[table], tell)] = table
                for one in wait(doing, return_when=FIRST_COMPLETED).done:
                    one.result()
                    order.done(doing.pop(one))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    while not hands.empty():
        hands.get().close()


def _tell(progress: Progress, share: float, text: str) -> None:
    progress(text, share)
