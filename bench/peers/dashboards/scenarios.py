"""One dashboard, one scenario: so many clients, views asked anew or again."""

from __future__ import annotations

import asyncio
import hashlib
import random
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from bench.peers.answers import digest
from bench.peers.dashboards.protocol import Answer, Client, Dashboard
from bench.peers.results import Row, percentile
from bench.peers.views import FEW, View, Views
from bench.peers.watch import Peak, cpu_seconds

_CROWD = 50
_ALONE = 24  # views that one client looks at
_LONGEST_S = 180.0


@dataclass(frozen=True)
class Pace:
    """How long a crowd stays, and the mean pause of each client between two views."""

    seconds: float
    pause_s: float


@dataclass
class _Seen:
    """What clients got."""

    answers: list[tuple[View, Answer]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Named:
    """Who is asked, through what."""

    who: str
    interface: str


async def measure(
    named: Named, dashboard: Dashboard, views: Views, pace: Pace
) -> list[Row]:
    """One client, then many; each first with views nobody had, then with some of them."""
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(_CROWD))
    fresh = iter(views.all)
    alone = [view for _, view in zip(range(_ALONE), fresh, strict=False)]
    few = alone[:FEW]
    rows = []
    for clients, anew in ((1, True), (1, False), (_CROWD, True), (_CROWD, False)):
        opened = await asyncio.gather(*(dashboard.connect() for _ in range(clients)))
        before = sum(map(cpu_seconds, dashboard.pids))
        seen = _Seen()
        with Peak(*dashboard.pids) as peak:
            if clients == 1:
                for view in alone if anew else few * 2:
                    await _see(opened[0], view, seen, anew=anew)
            else:
                await _crowd(opened, seen, fresh if anew else None, few, pace)
        spent = sum(map(cpu_seconds, dashboard.pids)) - before
        await asyncio.gather(*(client.close() for client in opened))
        what = f"{clients} client{'s' if clients > 1 else ''}, {'anew' if anew else 'again'}"
        rows.append(_row(named, what, seen, spent, peak.mb, views))
    return rows


async def _crowd(
    clients: Sequence[Client],
    seen: _Seen,
    fresh: Iterator[View] | None,
    few: Sequence[View],
    pace: Pace,
) -> None:
    """All clients at once, until time is up (or, of new views, none is left)."""
    end = time.perf_counter() + pace.seconds

    async def visit(client: Client, number: int) -> None:
        chance = random.Random(number)
        wait = chance.random() * pace.pause_s
        while time.perf_counter() + wait < end:
            await asyncio.sleep(wait)
            view = chance.choice(few) if fresh is None else next(fresh, None)
            if view is None:
                return
            await _see(client, view, seen, anew=fresh is not None)
            wait = chance.expovariate(1 / pace.pause_s) if pace.pause_s else 0.0

    await asyncio.gather(*(visit(one, at) for at, one in enumerate(clients)))


async def _see(client: Client, view: View, seen: _Seen, *, anew: bool) -> None:
    try:
        async with asyncio.timeout(_LONGEST_S):
            answer = await client.see(view, anew=anew)
    except Exception as error:  # counted, and told
        seen.errors.append(f"{type(error).__name__}: {error}")
    else:
        seen.answers.append((view, answer))


def _row(
    named: Named, what: str, seen: _Seen, spent: float, memory: float, views: Views
) -> Row:
    for said in dict.fromkeys(seen.errors):
        print(f"  {named.who}, {what}: {said[:300]}")
    told = [(view, digest([answer.rows()])) for view, answer in seen.answers]
    right = {view: views.answer(view) for view in {view for view, _ in told}}
    wrong = sum(hash != right[view] for view, hash in told)
    # of one client the same views, one after another; of many each its own
    if what.startswith("1 "):
        answers = hashlib.sha256("".join(hash for _, hash in told).encode())
        hash = answers.hexdigest()[:16]
    else:
        hash = "all right"
    ms = [answer.ms for _, answer in seen.answers]
    each = max(1, len(ms))
    return Row(
        who=named.who,
        how=named.interface,
        what=what,
        p50_ms=percentile(ms, 50),
        p95_ms=percentile(ms, 95),
        cpu_ms=1000 * spent / each,
        memory_mb=memory,
        answers=f"{wrong} wrong" if wrong else hash,
        n=len(ms),
        errors=len(seen.errors),
        bytes=sum(answer.bytes for _, answer in seen.answers) // each,
    )
