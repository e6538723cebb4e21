"""Runs of pages take turns: few at once, in the order that they came.

Streamlit runs a page in a thread for each reader. Thirty threads that all want Python's
one lock hand it to each other all the time, wait for each other's, and throw each other's
memory out of the processor's caches: each takes longer than it would have waited.
"""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

LONG_S = 3.0
"""Who has a turn for longer waits for something else, as for a file that is checked: it is
not counted any more."""


class Turns:
    """At most ``most`` at once but for those that take long, first come, first served.

    ``clock`` gives seconds.
    """

    def __init__(
        self,
        most: int,
        long_s: float = LONG_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most = most
        self._long_s = long_s
        self._clock = clock
        self._lock = threading.Lock()
        self._since: dict[threading.Event, float] = {}  # of those whose turn it is
        self._waiting: deque[threading.Event] = deque()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn, and have it until the end."""
        mine = threading.Event()
        with self._lock:
            self._waiting.append(mine)
            self._let_in()
        try:
            while not mine.wait(self._long_s):
                with self._lock:
                    self._let_in()  # somebody may take long by now
            yield
        finally:
            with self._lock:
                if self._since.pop(mine, None) is None:  # its thread was ended before
                    self._waiting.remove(mine)
                self._let_in()

    def _let_in(self) -> None:
        now = self._clock()
        busy = sum(now - since < self._long_s for since in self._since.values())
        while self._waiting and busy < self._most:
            next = self._waiting.popleft()
            self._since[next] = now
            next.set()
            busy += 1


TURNS = Turns(min(os.cpu_count() or 1, 3) + 1)
"""Of this server: a core each, and one that waits for the disk meanwhile. Of more than four
only the database's share, a third of them, could run beside Python's one lock."""
