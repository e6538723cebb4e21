"""SQLite on a file, with indexes and statistics."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pyarrow.parquet

from bench.peers.answers import Asked, Rows
from bench.peers.engines import sql
from bench.peers.engines.protocol import Ask

_SETTINGS = "pragma mmap_size = 4294967296; pragma cache_size = -262144;"


def build(folder: Path, design: str, tables: tuple[str, ...]) -> None:
    """Write the database."""
    made = sqlite3.connect(folder / f"{design}.sqlite", isolation_level=None)
    made.execute("pragma journal_mode = off")
    made.execute("pragma synchronous = off")
    made.execute("begin")
    for table in tables:
        file = pyarrow.parquet.ParquetFile(folder / design / f"{table}.parquet")
        names = file.schema_arrow.names
        made.execute(f"create table {table} ({', '.join(names)})")
        places = ", ".join("?" * len(names))
        for batch in file.iter_batches():
            columns = (column.to_pylist() for column in batch.columns)
            rows = zip(*columns, strict=True)
            made.executemany(f"insert into {table} values ({places})", rows)  # noqa: S608
    for text in sql.indexes(design):
        made.execute(text)
    made.execute("commit")
    made.execute("analyze")
    made.close()


def open_tables(folder: Path, design: str) -> Ask:
    """Answers from the database."""
    opened = sqlite3.connect(f"file:{folder}/{design}.sqlite?mode=ro", uri=True)
    opened.executescript(_SETTINGS)

    def ask(question: str, asked: Asked) -> Rows:
        text = sql.statement(design, question, r":\1")
        return opened.execute(text, sql.taken(text, asked)).fetchall()

    return ask
