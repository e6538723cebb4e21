"""Many readers at once, as an office has them: they open pages, click, turn pages, leave.

Each has a chance of its own, so that the same crowd comes every time. Whoever meets an
error, or is cut off, is counted and opens the page again.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from websockets.exceptions import WebSocketException

from bench.client import Reader, Run, open_reader
from bench.interactions import PAGES, pick

PAUSE_S = 4.0  # between two clicks of a reader, on average
_CLICKS = 25  # of a session, on average
_TURNS = 0.1  # of the clicks
# what readers look at; the others are for officers
_PAGES = (
    *PAGES,
    "pilar_sosial",
    "pmks",
    "indikator",
    "bimtek",
    "dtks_dan_rujukan",
    "mutu_data",
)


@dataclass
class Crowd:
    """Readers of the dashboard at ``url``, and how they fared."""

    url: str
    readers: int
    opened: list[float] = field(default_factory=list)  # ms
    clicked: list[tuple[float, float]] = field(default_factory=list)  # when, ms
    errors: list[str] = field(default_factory=list)

    async def stay(
        self, seconds: float, goes_on: Callable[[], bool] = lambda: False
    ) -> None:
        """Read for so long, and while it ``goes_on``; all come within the first pause."""
        end = time.perf_counter() + seconds
        await asyncio.gather(
            *(
                self._read(n, lambda: time.perf_counter() >= end and not goes_on())
                for n in range(self.readers)
            )
        )

    async def _read(self, number: int, is_over: Callable[[], bool]) -> None:
        chance = random.Random(number)
        await asyncio.sleep(chance.random() * PAUSE_S)
        while not is_over():
            try:
                await self._visit(chance, is_over)
            except (RuntimeError, KeyError, OSError, WebSocketException) as error:
                self.errors.append(f"{type(error).__name__}: {error}"[:300])
                await asyncio.sleep(PAUSE_S)

    async def _visit(self, chance: random.Random, is_over: Callable[[], bool]) -> None:
        """One session, until its reader leaves or the time is over."""
        reader, run = await open_reader(self.url, chance.choice(_PAGES))
        self.opened.append(run.ms)
        try:
            while chance.random() > 1 / _CLICKS:
                await asyncio.sleep(chance.expovariate(1 / PAUSE_S))
                if is_over():
                    break
                run = await self._act(reader, chance)
                self.clicked.append((time.perf_counter(), run.ms))
        finally:
            await reader.socket.close()

    async def _act(self, reader: Reader, chance: random.Random) -> Run:
        if chance.random() < _TURNS:
            return await reader.turn_to(chance.choice(_PAGES))
        return await pick(reader, chance).by(reader)
