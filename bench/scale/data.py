"""``python -m bench.scale.data``: write a store of made-up data, and say what is in it.

The nation in half-years: 83,762 villages, 26 kinds, 12 half-years, 60 % filled. With
``--months`` 60 months at 30 %, with ``--small`` three provinces that touch each other.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import time
from pathlib import Path

from bench.scale import sending
from bench.scale.world import make_world
from imbang import paths
from imbang.store.deliveries import Store

_SMALL = 3
_FOLDER = paths.ROOT / "bench" / "data"


def main() -> None:
    """Write what was asked for into a folder that is not there yet."""
    asked = _arguments()
    name = "national" if asked.provinces is None else f"provinces_{asked.provinces}"
    out: Path = asked.out or _FOLDER / (name + ("_months" if asked.months else ""))
    if out.exists():
        sys.exit(f"{out} is there already: remove it, or name another folder.")
    # made-up people are not told apart by the key of whoever runs this
    os.environ.setdefault("IMBANG_KEY_FILE", str(out.absolute().parent / "key"))
    start = time.perf_counter()
    world = make_world(
        provinces=asked.provinces, regencies=asked.regencies, is_monthly=asked.months
    )
    written = sending.write(Store(out), world, _told)
    seconds = time.perf_counter() - start
    size = sum(file.stat().st_size for file in out.rglob("*") if file.is_file())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(f"\r{out}: {seconds:.0f} s, {peak:,.0f} MB at the most, {size / 1e6:,.0f} MB")
    print(f"{written.figures:,} figures of people in need")
    print(f"{written.deliveries:,} deliveries, {written.submissions:,} submissions")
    for dataset, rows in sorted(written.rows.items()):
        print(f"{rows:12,} {dataset}")


def _told(_text: str, share: float) -> None:
    if sys.stdout.isatty():
        print(f"\r{share:4.0%}", end="", flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.scale.data")
    parser.add_argument("--out", type=Path, help="a folder that is not there yet")
    parser.add_argument("--months", action="store_true", help="60 months at 30 %%")
    parser.add_argument("--provinces", type=int, help="only so many, neighbours first")
    parser.add_argument("--regencies", type=int, help="only so many, the last of each")
    parser.add_argument("--small", dest="provinces", action="store_const", const=_SMALL)
    return parser.parse_args()


if __name__ == "__main__":
    main()
