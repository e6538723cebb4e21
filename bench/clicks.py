"""Clicks on every page: the processor time of the server for each, and what it sends.

A reader opens a page and clicks as people do: a region down and up again, an earlier month
and back, every section of the page, a chart as its table and back. The first walk is new to
the server, those after it are what somebody had before.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench import budgets
from bench.client import Reader, Run, open_reader
from bench.processes import Server, serving, wait_for
from bench.results import Measure, once

AGAIN = 3
_SETTLED_S = 0.05


@dataclass(frozen=True)
class Walked:
    """One walk over a page: its runs, the processor time of the server in them."""

    runs: list[Run]
    cpu_ms: float


def measure(store: Path) -> list[Measure]:
    """Walk over every page, once and then again."""
    with serving(store) as server:
        wait_for(server)
        return asyncio.run(_measure(server))


async def _measure(server: Server) -> list[Measure]:
    reader, _run = await open_reader(server.url, "")
    pages = list(reader.pages)
    await reader.socket.close()
    made: list[Measure] = []
    all_again: list[Walked] = []
    for page in pages:
        first = await _walk(server, page)
        again = [await _walk(server, page) for _ in range(AGAIN)]
        all_again += again
        made += _told(page or "ringkasan", first, again)
    return [*made, *_told("all pages", None, all_again)]


def _told(name: str, first: Walked | None, again: list[Walked]) -> list[Measure]:
    runs = [run for walk in again for run in walk.runs]
    cpu = sum(walk.cpu_ms for walk in again) / len(runs)
    note = f"{len(runs)} reruns, {sum(run.bytes for run in runs) / len(runs) / 1e3:.1f} KB each"
    if first is not None:
        note += (
            f"; first time {first.cpu_ms / len(first.runs):.0f} ms of processor time"
        )
    return [
        once(
            f"{name}: processor time of a rerun", cpu, "ms", budgets.RERUN_CPU_MS, note
        ),
        Measure(
            f"{name}: rerun", "ms", tuple(run.ms for run in runs), budgets.RERUN_MS
        ),
    ]


async def _walk(server: Server, page: str) -> Walked:
    reader, _run = await open_reader(server.url, page)
    await asyncio.sleep(_SETTLED_S)
    before = server.cpu_ms()
    runs = [await _click(reader, key, option) for key, option in _clicks(reader)]
    await asyncio.sleep(_SETTLED_S)  # the end of the last run
    spent = server.cpu_ms() - before
    await reader.socket.close()
    return Walked(runs, spent)


async def _click(reader: Reader, key: str, option: int | None) -> Run:
    if option is None:
        return await reader.press(key)
    return await reader.choose(key, option)


def _clicks(reader: Reader) -> Iterator[tuple[str, int | None]]:
    """What there is to click, as the page shows it at each moment: a widget's key, and the
    place of an option, None where it is pressed."""
    sections = _options(reader, "tab")
    for section in range(sections or 1):
        if sections:
            yield "tab", section
        if reader.has("as_of"):
            if section == 0:
                yield "down_", 0
                if reader.has("up_"):
                    yield "up_", None
            yield "as_of", 1
            yield "as_of", 0
        for key in [
            key for key in reader.widgets if key.startswith("as_") and key != "as_of"
        ][:1]:
            yield key, 1
            yield key, 0
        if not sections and not reader.has("as_of"):
            yield "lang", 1
            yield "lang", 0


def _options(reader: Reader, key: str) -> int:
    if not reader.has(key):
        return 0
    return len(reader.find(key).element.button_group.options)
