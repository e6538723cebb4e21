"""DuckDB on a file: tables in the order that queries look them up by, no indexes."""

from __future__ import annotations

from pathlib import Path

import duckdb

from bench.peers.answers import Asked, Rows
from bench.peers.engines import sql
from bench.peers.engines.protocol import Ask


def build(folder: Path, design: str, tables: tuple[str, ...]) -> None:
    """Write the database."""
    with duckdb.connect(folder / f"{design}.duckdb") as made:
        for table in tables:
            made.execute(
                f"create table {table} as from read_parquet(?)",
                [str(folder / design / f"{table}.parquet")],
            )


def open_tables(folder: Path, design: str) -> Ask:
    """Answers from the database."""
    opened = duckdb.connect(folder / f"{design}.duckdb", read_only=True)

    def ask(question: str, asked: Asked) -> Rows:
        text = sql.statement(design, question)
        return opened.execute(text, sql.taken(text, asked)).fetchall()

    return ask
