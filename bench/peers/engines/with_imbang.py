"""Imbang itself: its questions to the published snapshot, as pages ask them.

Its answers hold more than is compared: verdicts, intervals, periods, the norm's source.
"""

from __future__ import annotations

import os
from pathlib import Path

import pyarrow as pa

from bench.peers.answers import Asked, Rows
from bench.peers.engines.protocol import Ask
from imbang.periods import format_month, parse_month
from imbang.questions import asking


def build(folder: Path, design: str, tables: tuple[str, ...]) -> None:
    """Nothing is made: the snapshot is there."""


def open_tables(folder: Path, design: str) -> Ask:
    """Answers of the store named by the environment."""
    store = Path(os.environ["PEERS_STORE"])

    def table(question: str, **given: object) -> pa.Table:
        return asking.ask_table(store, question, **given)

    def ask(question: str, asked: Asked) -> Rows:
        as_of = format_month(asked["month"])
        if question == "coverage":
            found = table(
                "coverage", region=asked["province"], level="village", as_of=as_of
            )
            return _rows(found, "region_code", "ppks_persons", "psm_active", "state")
        if question == "trend":
            found = table(
                "indicator_trend",
                region="ID",
                indicator="psm_per_1000_ppks",
                as_of=as_of,
            )
            rows = _rows(found, "month", "numerator", "denominator")
            return [(parse_month(month), *parts) for month, *parts in rows]
        found = table("pillar_matrix", region="ID", level="regency", as_of=as_of)
        rows = _rows(found, "region_code", "kind", "count")
        return [row for row in rows if row[-1] is not None]

    return ask


def _rows(found: pa.Table, *names: str) -> Rows:
    columns = (found[name].to_pylist() for name in names)
    return list(zip(*columns, strict=True))
