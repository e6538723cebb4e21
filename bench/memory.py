"""Memory of a server over an hour of random views, without the pauses between them.

Readers open any analysis page for any region, month, level and norm, so that nearly every
view is new: whatever is remembered, or left behind, is seen to grow. After the first
third of the views the memory that the server may use is full; from there on it must stay.
"""

from __future__ import annotations

import asyncio
import random
from pathlib import Path
from urllib.parse import urlencode

from bench import budgets
from bench.client import Reader, open_reader
from bench.processes import Server, serving, wait_for
from bench.results import Measure, once
from imbang.questions import asking

VIEWS = 3000  # of twenty readers in an hour, those that differ
READERS = 4
_PER_SESSION = 25
_SAMPLES = 30
_PAGES = (
    "",
    "pilar_sosial",
    "cakupan_psm",
    "pmks",
    "indikator",
    "bimtek",
    "dtks_dan_rujukan",
    "penempatan",
    "mutu_data",
)
_SHOWN = {"cakupan_psm": {"shown": ("uncovered", "smoothed", "verdict")}}
_LEVELS = ("regency", "district", "village")


def measure(store: Path, *, views: int = VIEWS) -> list[Measure]:
    """Memory after a third of the views, at the end, and how much it grew between."""
    with serving(store) as server:
        wait_for(server)
        held = asyncio.run(_watch(server, store, views))
    start, rest = held[len(held) // 3], held[len(held) // 3 :]
    third = max(1, len(rest) // 3)
    before, after = sum(rest[:third]) / third, sum(rest[-third:]) / third
    note = f"{views:,} random views"
    return [
        once("memory of the server after a third of them", start, "MB", note=note),
        once("memory of the server at the end", held[-1], "MB"),
        once("memory of the server, most", max(held), "MB"),
        once(
            "growth after the first third",
            100 * (after / before - 1),
            "%",
            budgets.GROWTH_PCT,
        ),
    ]


async def _watch(server: Server, store: Path, views: int) -> list[float]:
    """MB held by the server after each share of the views."""
    regions = _regions(store)
    months = list(asking.ask(store, "scope")["last_month"])
    months += [f"2024-{month:02d}" for month in range(1, 13)]
    held = []
    for sample in range(_SAMPLES):
        each = views // _SAMPLES // READERS
        await asyncio.gather(
            *(
                _visit(
                    server, random.Random(1000 * sample + reader), regions, months, each
                )
                for reader in range(READERS)
            )
        )
        held.append(server.memory_mb())
        print(f"{held[-1]:.0f}", end=" ", flush=True)
    return held


async def _visit(
    server: Server,
    chance: random.Random,
    regions: list[str],
    months: list[str],
    views: int,
) -> None:
    reader: Reader | None = None
    lang = ""
    for number in range(views):
        if reader is None or number % _PER_SESSION == 0:
            if reader is not None:
                await reader.socket.close()
            lang = "en" if chance.random() < 0.1 else "id"
            reader, _run = await open_reader(server.url, query=f"lang={lang}")
        page = chance.choice(_PAGES)
        reader.page, reader.page_hash = page, reader.pages[page]
        reader.query = f"lang={lang}&{_query(page, chance, regions, months)}"
        reader.widgets.clear()  # as by a link: nothing that was chosen before
        await reader.load()
    if reader is not None:
        await reader.socket.close()


def _query(
    page: str, chance: random.Random, regions: list[str], months: list[str]
) -> str:
    view = {
        "region": chance.choice(regions),
        "as_of": chance.choice(months),
        "norm": str(chance.randint(100, 9000) / 10),
        "level": chance.choice(_LEVELS),
    }
    own = {name: chance.choice(of) for name, of in _SHOWN.get(page, {}).items()}
    return urlencode(view | own)


def _regions(store: Path) -> list[str]:
    """The province, its regencies and their districts."""
    [home] = asking.ask(store, "scope")["region_code"]
    found = [home]
    for level in ("regency", "district"):
        rows = asking.ask(store, "coverage", region=home, level=level, as_of="2024-12")
        found += list(rows["region_code"])
    return found
