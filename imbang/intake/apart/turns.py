"""Taking turns: so many at once, the others in the order in which they came."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_LOOK = 0.2  # seconds between two looks at whether the turn is still wanted


class Unwanted(Exception):
    """Nobody waits any more for what was asked."""


class Turns:
    """At most ``most`` at once; who comes later waits, and is told behind how many."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._line: list[object] = []
        self._changed = threading.Condition()

    @contextmanager
    def taken(
        self, told: Callable[[int], None], wanted: Callable[[], bool]
    ) -> Iterator[None]:
        """One turn; raises `Unwanted` when it is no longer ``wanted`` before it came.

        ``told`` hears, while it waits, how many will have to end before.
        """
        ticket = object()
        with self._changed:
            self._line.append(ticket)
        try:
            while before := self._before(ticket):
                told(before)
                if not wanted():
                    raise Unwanted
            yield
        finally:
            with self._changed:
                self._line.remove(ticket)
                self._changed.notify_all()

    def _before(self, ticket: object) -> int:
        """How many have to end before it is its turn; waits a moment if any do."""
        with self._changed:
            before = self._line.index(ticket) - self._most + 1
            if before > 0:
                self._changed.wait(_LOOK)
        return max(0, before)
