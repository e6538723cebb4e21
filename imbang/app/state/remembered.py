"""What is worked out once for all readers: answers, drawings, plans, and for how long.

Every answer and every drawing that is kept goes through `remembered`, and nothing else
does (a test walks the code for other ways). What it is kept by follows from all that was
given to the function that makes it, and from the language; no key is written by hand, so
none can leave anything out. It is made as somebody who sees figures alone, so that
nothing that only some may see can be in what all are given. What is kept is bounded in
bytes by ``IMBANG_REMEMBER_MB`` (`imbang serve --remember`): what was not looked at for long
goes first, and before it what was soon made for the room that it takes.
"""

from __future__ import annotations

import functools
import heapq
import os
import threading
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, ParamSpec, TypeVar, cast

import numpy as np
import pandas as pd

from imbang.access.acting import acting_as
from imbang.access.people import READER
from imbang.app.server import REMEMBER_MB
from imbang.app.state.fingerprints import Known, fingerprint, weigh
from imbang.formats import time_zone
from imbang.texts import language

Given = ParamSpec("Given")
T = TypeVar("T")

USUAL_MB = 256
_MOST_PARTS = 50
_ENTRY = 1_700
"""Bytes that an entry takes beside its value, by what a process grows by."""


@dataclass(eq=False)
class _Entry:
    """A value that is kept, or is being made: whoever asks meanwhile waits for it."""

    key: bytes
    made: threading.Event = field(default_factory=threading.Event)
    value: Any = None
    error: Exception | None = None
    is_given_up: bool = False
    small: int = 0
    large: dict[int, int] = field(default_factory=dict)
    seconds: float = 0.0  # of processor time, to make it
    rank: tuple[float, int] = (0.0, 0)  # the least goes first

    @property
    def size(self) -> int:
        """What it takes alone."""
        return self.small + sum(self.large.values())


class Memory:
    """Values by key, beyond ``most`` bytes forgotten in the order of GreedyDual-Size.

    A value stands at what it took to make, by the second and byte, above the highest that
    was forgotten when it was last used; the lowest goes first, of equal ones the least
    lately used (P. Cao and S. Irani, Cost-Aware WWW Proxy Caching Algorithms, 1997). So a
    figure of the nation outlives a hundred tables of villages, and goes too once nobody
    looks at it. A large part that several hold on to, as tables share their columns,
    counts once. ``clock`` gives seconds of processor time of the thread.
    """

    def __init__(
        self, most: int, clock: Callable[[], float] = time.thread_time
    ) -> None:
        self.most = most
        self.size = 0
        self._clock = clock
        self._lock = threading.Lock()
        self._entries: dict[bytes, _Entry] = {}
        # with the rank that each had when it was put there: since then it can have risen
        self._next: list[tuple[float, int, _Entry]] = []
        self._forgotten = 0.0
        self._uses = 0
        self._making: dict[bytes, _Entry] = {}
        self._known: dict[int, tuple[object, bytes]] = {}
        self._holders: Counter[int] = Counter()

    def get(self, key: bytes, make: Callable[[], Any]) -> Any:
        """The value of ``key``, made at most once at a time whoever asks for it.

        What ``make`` raises reaches all who wait for it, and is not kept. Where its
        reader goes away in the middle of it, the next one makes it.
        """
        while True:
            entry, is_own = self._find(key)
            if is_own:
                return self._make(entry, make)
            entry.made.wait()
            if entry.error is not None:
                raise entry.error
            if not entry.is_given_up:
                return entry.value

    def key_of(self, value: object) -> bytes | None:
        """What stands for this very value, if it is kept, or a part of one that is."""
        known = self._known.get(id(value))
        return known[1] if known is not None and known[0] is value else None

    def _find(self, key: bytes) -> tuple[_Entry, bool]:
        """The entry of a key, and whether it is the caller's to make."""
        with self._lock:
            if (kept := self._entries.get(key)) is not None:
                self._use(kept)
                return kept, False
            if (begun := self._making.get(key)) is not None:
                return begun, False
            entry = self._making[key] = _Entry(key)
            return entry, True

    def _make(self, entry: _Entry, make: Callable[[], Any]) -> Any:
        begun = self._clock()
        try:
            entry.value = make()
            entry.seconds = self._clock() - begun
            entry.small, entry.large = weigh(entry.value)
            entry.small += _ENTRY
        except Exception as error:
            entry.error = error
            raise
        except (
            BaseException
        ):  # Streamlit ends a run so: its reader chose something else
            entry.is_given_up = True
            raise
        finally:
            self._settle(entry)
        return entry.value

    def _settle(self, entry: _Entry) -> None:
        with self._lock:
            self._making.pop(entry.key, None)
            is_kept = entry.error is None and not entry.is_given_up
            if is_kept and entry.size <= self.most:
                self._entries[entry.key] = entry
                self._use(entry)
                heapq.heappush(self._next, (*entry.rank, entry))
                for key, value in _told_apart(entry):
                    # what is kept under two keys is known by the first
                    self._known.setdefault(id(value), (value, key))
                self._count(entry)
            while self.size > self.most:
                self._forget()
        entry.made.set()

    def _use(self, entry: _Entry) -> None:
        self._uses += 1
        entry.rank = (self._forgotten + entry.seconds / entry.size, self._uses)

    def _forget(self) -> None:
        """Forget the entry that ranks lowest."""
        *rank, lowest = heapq.heappop(self._next)
        while lowest.rank > tuple(rank):
            *rank, lowest = heapq.heappushpop(self._next, (*lowest.rank, lowest))
        self._forgotten = lowest.rank[0]
        del self._entries[lowest.key]
        for key, value in _told_apart(lowest):
            if self._known.get(id(value), (None, b""))[1] == key:
                del self._known[id(value)]
        self._discount(lowest)

    def _count(self, entry: _Entry) -> None:
        self._holders.update(entry.large.keys())
        fresh = (n for one, n in entry.large.items() if self._holders[one] == 1)
        self.size += entry.small + sum(fresh)

    def _discount(self, entry: _Entry) -> None:
        self._holders.subtract(entry.large.keys())
        gone = {one: n for one, n in entry.large.items() if not self._holders[one]}
        self.size -= entry.small + sum(gone.values())
        for one in gone:
            del self._holders[one]


def _told_apart(entry: _Entry) -> Iterator[tuple[bytes, object]]:
    """A value and the parts that it is made of, each with what stands for it."""
    value = entry.value
    yield entry.key, value
    parts: Collection[object] = ()
    if isinstance(value, list | tuple):
        parts = value
    elif isinstance(value, dict):
        parts = value.values()
    elif is_dataclass(value) and not isinstance(value, type):
        parts = [getattr(value, one.name) for one in fields(value)]
    if len(parts) <= _MOST_PARTS:
        for place, part in enumerate(parts):
            # of others there may be one for all, as of an empty tuple
            if isinstance(part, pd.DataFrame | pd.Series | np.ndarray):
                yield entry.key + bytes([place]), part


def most_bytes() -> int:
    """How many bytes may be kept: what the server was started with, else the usual."""
    text = os.environ.get(REMEMBER_MB, "")
    return 1_000_000 * (int(text) if text.isdecimal() else USUAL_MB)


MEMORY = Memory(most_bytes())


def remembered(make: Callable[Given, T]) -> Callable[Given, T]:
    """Have what ``make`` gives kept for all readers, by all that it is given.

    ``make`` must give the same for the same: whatever else it depends on (a snapshot, a
    time of change) is to be given to it. Values are shared: they are read, never changed
    in place. Raises TypeError for an argument that has no fingerprint.
    """
    return _remembered(make, lambda: (language(), time_zone()))


def remembered_as_figures(make: Callable[Given, T]) -> Callable[Given, T]:
    """`remembered` for what holds no word and no hour: kept once for all languages and
    time zones, of which Indonesia has three."""
    return _remembered(make, tuple)


def _remembered(
    make: Callable[Given, T], spoken: Callable[[], tuple[str, ...]]
) -> Callable[Given, T]:
    name = f"{make.__module__}.{make.__qualname__}"

    @functools.wraps(make)
    def get(*given: Given.args, **named: Given.kwargs) -> T:
        known: Known = MEMORY.key_of
        key = fingerprint((name, spoken(), given, sorted(named.items())), known)

        def as_reader() -> T:
            with acting_as(READER):
                return make(*given, **named)

        return cast("T", MEMORY.get(key, as_reader))

    return get


def taken(work: Callable[Given, T], *given: Given.args, **named: Given.kwargs) -> T:
    """What ``work`` makes of what it is given, kept for all readers as by `remembered`.

    ``work`` may be any function, whose own code and whatever it holds on to is part of
    the key. What is given costs least where it is itself remembered: its key is known.
    """
    return cast("T", _taken(work, *given, **named))


@remembered
def _taken(work: Callable[..., Any], *given: Any, **named: Any) -> Any:
    return work(*given, **named)
