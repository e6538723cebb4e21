"""What the dashboards show: a province's villages as of a month, and the right answers."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.peers.answers import digest
from imbang.disk import duckdb_files
from imbang.periods import format_month

FEW = 12  # views that are asked for again and again
MOST_SHAPES = 8_000  # of one map
_SEED = 17


@dataclass(frozen=True)
class View:
    """A province (its code) as of a month (its index)."""

    province: str
    month: int

    @property
    def as_of(self) -> str:
        """The month as Imbang writes it in links."""
        return format_month(self.month)


class Views:
    """All views of the exported data, in an order of chance, with their answers."""

    def __init__(self, folder: Path) -> None:
        self._spans = duckdb_files.plain(folder / "shown" / "village_spans.parquet")
        self.all = self._listed()

    def _listed(self) -> list[View]:
        import duckdb

        provinces = duckdb.execute(
            "select province_code from read_parquet(?) group by all"
            " having count(distinct code) <= ? order by all",
            [self._spans, MOST_SHAPES],
        ).fetchall()
        first, last = duckdb.execute(
            "select min(from_month), max(from_month) from read_parquet(?)",
            [self._spans],
        ).fetchall()[0]
        views = [
            View(province, month)
            for (province,) in provinces
            for month in range(first, last + 1)
        ]
        random.Random(_SEED).shuffle(views)
        return views

    def answer(self, view: View) -> str:
        """The hash of the right answer."""
        import duckdb

        rows = duckdb.execute(
            "select code, ppks, psm from read_parquet($spans)"
            " where province_code = $province"
            " and from_month <= $month and to_month > $month",
            {"spans": self._spans, "province": view.province, "month": view.month},
        ).fetchall()
        return digest([rows])


def known(rows: Sequence[Sequence[object]]) -> list[Sequence[object]]:
    """Of the rows (village, PMKS, PSM) those of which something is known."""
    return [
        row
        for row in rows
        if any(value is not None and value == value for value in row[1:])
    ]
