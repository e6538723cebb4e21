"""Writes the sample: ``python -m tools.sample [--to FOLDER] [--office CODE]``.

Without options, all workbooks and ``deliveries.csv`` (file, received_on, by; in the
order received) into ``data/sample``, in place of what is there.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random

from imbang import paths
from tools.sample import registers, workbooks
from tools.sample.manners import office_name
from tools.sample.plan import ROUNDS, SEED, Office
from tools.sample.south_kalimantan import OFFICES, PROVINCE_OFFICE

DELIVERIES = "deliveries.csv"


def deliveries() -> list[tuple[str, str, str]]:
    """File, day received and sender of every workbook, in the order received."""
    found = []
    for office, name in sendings():
        draw = Random(f"{SEED}/{office.code}/{name}/delivery")
        days = draw.randint(4, 19) + round(office.days_late * draw.uniform(0.7, 1.9))
        received = registers.last_day(name) + timedelta(days=days)
        sender = f"Operator Dinas Sosial {office_name(office.code)}"
        found.append((workbooks.file_name(office, name), received.isoformat(), sender))
    return sorted(found, key=lambda delivery: (delivery[1], delivery[0]))


def sendings() -> Iterator[tuple[Office, str]]:
    """Every office with every round in which it sends."""
    for office in (*OFFICES, PROVINCE_OFFICE):
        for name in ROUNDS:
            if name not in office.silent_in:
                yield office, name


def write_all(folder: Path, *, only: str | None = None) -> list[Path]:
    """The workbooks (of one office if ``only`` is its code) and the deliveries."""
    folder.mkdir(parents=True, exist_ok=True)
    written = [
        workbooks.write(office, name, folder)
        for office, name in sendings()
        if only in (None, office.code)
    ]
    if only is None:
        with (folder / DELIVERIES).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(("file", "received_on", "by"))
            writer.writerows(deliveries())
    return written


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--to", type=Path, default=paths.SAMPLE)
    parser.add_argument("--office", help="one office's code, such as 63.71")
    options = parser.parse_args()
    if options.office is None:
        for old in options.to.glob("63*.xlsx"):
            old.unlink()
    written = write_all(options.to, only=options.office)
    size = sum(path.stat().st_size for path in written)
    print(f"{len(written)} workbooks, {size / 1e6:.1f} MB, in {options.to}")


if __name__ == "__main__":
    main()
