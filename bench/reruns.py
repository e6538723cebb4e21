"""Reruns of pages: one reader walking through them, then thirty at the same time.

A rerun is *first* when nobody has had that view before on this server, *cached* else.
Milliseconds go from sending the request to the script's end as the reader receives it.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Iterable
from dataclasses import dataclass

from bench import budgets
from bench.budgets import Budget
from bench.client import Reader, Run, open_reader
from bench.interactions import PAGES, pick, walk
from bench.processes import Server
from bench.results import Measure, once

READERS = 30
PAUSE_S = 4.0  # between two clicks of a reader, on average
SECONDS = 30.0
KILOBYTE = 1e3


@dataclass(frozen=True)
class Rerun:
    """One rerun that was watched."""

    page: str
    name: str
    is_first: bool
    run: Run


class Watch:
    """Tells views that someone has had from those nobody has."""

    def __init__(self) -> None:
        self.views: set[str] = set()

    def note(self, reader: Reader, name: str, run: Run) -> Rerun:
        """Keep a rerun, as first or cached."""
        is_first = reader.view not in self.views
        self.views.add(reader.view)
        return Rerun(PAGES[reader.page], name, is_first, run)


async def measure(server: Server, *, seconds: float = SECONDS) -> list[Measure]:
    """Walk alone through all pages twice, then in a crowd."""
    watch = Watch()
    opened, first = await _walk_alone(server, watch)
    before, start = server.cpu_ms(), time.perf_counter()
    _, again = await _walk_alone(server, watch)
    busy = (server.cpu_ms() - before) / (len(again) + len(PAGES))
    idle = 1000 * (time.perf_counter() - start) / (len(again) + len(PAGES))
    alone = [
        once("memory of the server, one reader", server.memory_mb(), "MB"),
        once("CPU per cached rerun, one reader", busy, "ms", budgets.RERUN_CPU_MS),
        once("time per cached rerun, client's included", idle, "ms"),
    ]
    return [
        *(_one(f"open {PAGES[page]}, first time", run) for page, run in opened.items()),
        *_by_name([*first, *again], budgets.RERUN_MS),
        *_bytes([*first, *again]),
        *alone,
        *await _measure_crowd(server, watch, seconds),
    ]


async def _walk_alone(
    server: Server, watch: Watch
) -> tuple[dict[str, Run], list[Rerun]]:
    opened: dict[str, Run] = {}
    reruns = []
    for page in PAGES:
        reader, opened[page] = await open_reader(server.url, page)
        watch.note(reader, "open", opened[page])
        for step in walk(page):
            reruns.append(watch.note(reader, step.name, await step.by(reader)))
        await reader.socket.close()
    return opened, reruns


async def _measure_crowd(server: Server, watch: Watch, seconds: float) -> list[Measure]:
    before = server.cpu_ms()
    told = await asyncio.gather(
        *(_visit(server, watch, number, seconds) for number in range(READERS))
    )
    spent = server.cpu_ms() - before
    reruns = [rerun for made in told for rerun in made]
    opened = [one for one in reruns if one.name == "open"]
    clicked = [one for one in reruns if one.name != "open"]
    who = f"{READERS} readers"
    note = f"{len(clicked) / seconds:.1f} clicks a second"
    limit = budgets.RERUN_CROWD_MS
    return [
        _ms(f"{who}: open a page", opened),
        _ms(f"{who}: cached rerun", _cached(clicked), limit, note),
        _ms(f"{who}: first-time rerun", _first(clicked)),
        _ms(f"{who}: any rerun", clicked, limit, note),
        once(
            f"{who}: CPU per rerun, opening included",
            spent / len(reruns),
            "ms",
            budgets.RERUN_CPU_MS,
        ),
        once(f"{who}: memory of the server", server.memory_mb(), "MB"),
        once(f"{who}: memory of the server, peak", server.memory_mb("VmHWM"), "MB"),
    ]


async def _visit(
    server: Server, watch: Watch, number: int, seconds: float
) -> list[Rerun]:
    """One of many readers: opens a page within the first pause, then clicks on."""
    chance = random.Random(number)
    await asyncio.sleep(chance.random() * PAUSE_S)
    end = time.perf_counter() + seconds
    page = list(PAGES)[number % len(PAGES)]
    reader, run = await open_reader(server.url, page)
    reruns = [watch.note(reader, "open", run)]
    while time.perf_counter() + (pause := chance.expovariate(1 / PAUSE_S)) < end:
        await asyncio.sleep(pause)
        step = pick(reader, chance)
        reruns.append(watch.note(reader, step.name, await step.by(reader)))
    await reader.socket.close()
    return reruns


def _by_name(reruns: list[Rerun], limit: Budget) -> Iterable[Measure]:
    """Milliseconds by page and interaction, cached before first."""
    for page, name in dict.fromkeys((one.page, one.name) for one in reruns):
        these = [one for one in reruns if (one.page, one.name) == (page, name)]
        yield _ms(f"{page}, {name}: cached", _cached(these), limit)
        yield _ms(f"{page}, {name}: first time", _first(these))
    yield _ms("all: cached", _cached(reruns), limit)
    yield _ms("all: first time", _first(reruns))


def _bytes(reruns: list[Rerun]) -> Iterable[Measure]:
    for page in PAGES.values():
        for which, chosen in (("cached", _cached), ("first time", _first)):
            sent = [
                one.run.bytes / KILOBYTE for one in chosen(reruns) if one.page == page
            ]
            yield Measure(
                f"{page}: sent per rerun, {which}", "KB", tuple(sent), budgets.RERUN_KB
            )


def _cached(reruns: Iterable[Rerun]) -> list[Rerun]:
    return [one for one in reruns if not one.is_first]


def _first(reruns: Iterable[Rerun]) -> list[Rerun]:
    return [one for one in reruns if one.is_first]


def _ms(
    what: str, reruns: list[Rerun], budget: Budget | None = None, note: str = ""
) -> Measure:
    return Measure(what, "ms", tuple(one.run.ms for one in reruns), budget, note)


def _one(what: str, run: Run) -> Measure:
    return once(what, run.ms, "ms", note=f"{run.bytes / KILOBYTE:.0f} KB")
