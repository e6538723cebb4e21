"""What a dashboard has, and what its client gets."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bench.peers.cluster import Cluster
from bench.peers.views import View


@dataclass(frozen=True)
class Answer:
    """Milliseconds to its end, bytes as received, and how to read its rows."""

    ms: float
    bytes: int
    rows: Callable[[], Sequence[Sequence[object]]]


class Client(Protocol):
    """One reader's browser, as far as the server can tell."""

    async def see(self, view: View, *, anew: bool) -> Answer:
        """Ask for a view; ``anew`` that nothing remembered is used, where it can be said."""

    async def close(self) -> None:
        """Go away."""


@dataclass(frozen=True)
class Dashboard:
    """A dashboard that runs: its processes, and how a client connects."""

    pids: tuple[int, ...]
    connect: Callable[[], Awaitable[Client]]


@dataclass(frozen=True)
class Setting:
    """What dashboards are served from."""

    folder: Path
    store: Path
    environments: Path
    cluster: Cluster


Serve = Callable[[Setting], AbstractContextManager[Dashboard]]
