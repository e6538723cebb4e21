"""``python -m bench.soak --store DIR``: memory of the server over an hour of readers.

Its memory is written down each minute. It is flat where the mean of the last quarter is
at most ten per cent above that of the second: in the first one what is remembered fills
up.
Ends with 1 where it is not, or where readers met errors. What was told goes to
``bench/results`` too.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
from collections.abc import Sequence
from pathlib import Path

from bench import budgets, replicas, results
from bench.crowd import Crowd
from bench.results import Measure, once

MINUTES, READERS = 60.0, 50


async def soak(
    site: replicas.Site, minutes: float, readers: int
) -> tuple[list[float], Crowd]:
    """MB of all servers after each minute, and the crowd that was there."""
    crowd = Crowd(site.url, readers)
    reading = asyncio.create_task(crowd.stay(60 * minutes))
    held: list[float] = []
    while not reading.done():
        await asyncio.wait([reading], timeout=60)
        if reading.done() and held:  # what is left over is no minute
            break
        held.append(site.memory_mb())
        print(
            f"{len(held):4} min  {held[-1]:7.0f} MB  {len(crowd.clicked):7,} clicks"
            f"  {len(crowd.errors)} errors",
            flush=True,
        )
    await reading
    return held, crowd


def growth_pct(held: Sequence[float]) -> float:
    """By how much the last quarter of the values lies above the second (%)."""
    quarter = max(1, len(held) // 4)
    second, last = held[quarter : 2 * quarter], held[-quarter:]
    return 100 * (statistics.mean(last) / statistics.mean(second or held[:1]) - 1)


def slope(held: Sequence[float]) -> float:
    """MB an hour, by least squares over all but the first quarter of the minutes."""
    rest = held[len(held) // 4 :]
    if len(rest) < 2:
        return 0.0
    return 60 * statistics.linear_regression(range(len(rest)), rest).slope


def measures(held: Sequence[float], crowd: Crowd) -> list[Measure]:
    """What came of it."""
    who = f"{crowd.readers} readers for {len(held)} minutes"
    return [
        Measure(f"{who}: memory, minute by minute", "MB", tuple(held)),
        once(f"{who}: memory, most", max(held), "MB"),
        once(
            f"{who}: last quarter against the second",
            growth_pct(held),
            "%",
            budgets.GROWTH_PCT,
        ),
        once(f"{who}: slope after the first quarter", slope(held), "MB an hour"),
        Measure(
            f"{who}: any rerun",
            "ms",
            tuple(ms for _at, ms in crowd.clicked),
            budgets.RERUN_CROWD_MS,
        ),
        once(f"{who}: errors", len(crowd.errors), "", note=f"of {len(crowd.clicked)}"),
    ]


def main() -> None:
    """Soak, tell, and end with 1 where memory is not flat or readers met errors."""
    parser = argparse.ArgumentParser(prog="python -m bench.soak", description=__doc__)
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=MINUTES)
    parser.add_argument("--readers", type=int, default=READERS)
    parser.add_argument("--replicas", type=int, choices=(1, 2), default=1)
    asked = parser.parse_args()
    on = results.machine()
    with (
        replicas.copied(asked.store) as store,
        replicas.site(store, asked.replicas) as site,
    ):
        held, crowd = asyncio.run(soak(site, asked.minutes, asked.readers))
    made = [one for one in measures(held, crowd) if one.values]
    parts = [("soak", made)]
    print(f"\n{results.as_table(parts, villages=budgets.NATION_VILLAGES)}\n")
    print(f"Written to {results.write_json(parts, on)}")
    for error in sorted(set(crowd.errors)):
        print(f"error: {error}")
    is_flat = growth_pct(held) <= budgets.GROWTH_PCT.limit
    sys.exit(0 if is_flat and not crowd.errors else 1)


if __name__ == "__main__":
    main()
