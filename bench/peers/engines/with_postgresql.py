"""PostgreSQL in a cluster that `bench.peers.cluster` has started, with indexes."""

from __future__ import annotations

import os
from pathlib import Path

import psycopg
import pyarrow.parquet

from bench.peers.answers import Asked, Rows
from bench.peers.engines import sql
from bench.peers.engines.protocol import Ask

_TYPES = {"string": "text", "large_string": "text", "int32": "integer"}


def build(folder: Path, design: str, tables: tuple[str, ...]) -> None:
    """Fill the schema of the design."""
    with _connect(design) as made:
        made.execute(f"create schema {design}")
        for table in tables:
            _copy(made, table, folder / design / f"{table}.parquet")
        for text in sql.indexes(design):
            made.execute(text)
        made.commit()
        made.autocommit = True
        made.execute("vacuum analyze")


def _copy(made: psycopg.Connection, table: str, path: Path) -> None:
    file = pyarrow.parquet.ParquetFile(path)
    fields = file.schema_arrow
    types = (_TYPES.get(str(one.type), "bigint") for one in fields)
    columns = ", ".join(
        f"{name} {type}" for name, type in zip(fields.names, types, strict=True)
    )
    made.execute(f"create table {table} ({columns})")
    with made.cursor().copy(f"copy {table} from stdin") as copy:
        for batch in file.iter_batches():
            values = (column.to_pylist() for column in batch.columns)
            for row in zip(*values, strict=True):
                copy.write_row(row)


def open_tables(folder: Path, design: str) -> Ask:
    """Answers from the schema of the design."""
    opened = _connect(design)
    opened.autocommit = True

    def ask(question: str, asked: Asked) -> Rows:
        text = sql.statement(design, question)
        given = sql.taken(text, asked)
        marked = sql.statement(design, question, r"%(\1)s")
        return list(opened.execute(marked, given).fetchall())

    return ask


def _connect(design: str) -> psycopg.Connection:
    """A connection of which the design's schema is the first."""
    return psycopg.connect(
        os.environ["PEERS_POSTGRESQL"], options=f"-c search_path={design}"
    )
