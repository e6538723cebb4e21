"""Steps: how one table of figures is made, and from which others."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from imbang.publishing.figures.map_layers import Maps
from imbang.publishing.figures.nothing import Looks
from imbang.publishing.figures.scopes import Scope

if TYPE_CHECKING:
    import duckdb

_FOR_EACH = re.compile(r"^-- for each \$(\w+): (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Bench:
    """What steps are made with; ``maps`` is where maps go, None for none,
    ``empty`` are the tables known to be empty."""

    work: duckdb.DuckDBPyConnection
    scope: Scope
    store: Path | None
    maps: Maps | None
    tell: Callable[[str], None]
    looks: Looks
    empty: Collection[str] = ()


@dataclass(frozen=True)
class Step:
    """How one table is made, ``marts.needs`` say, and from which others; by which
    statements, where it is by nothing else."""

    table: str
    reads: frozenset[str]
    make: Callable[[Bench], None]
    texts: tuple[str, ...] = ()


def run(file: Path, table: str, bench: Bench) -> None:
    """Make the table of one file, and what is added to it level by level."""
    bench.work.execute(f"create table {table} as {file.read_text('utf-8')}")
    add_upward(file, table, bench)


def add_upward(file: Path, table: str, bench: Bench) -> None:
    """Add to a table what follows from it, for the levels that the scope makes."""
    path = file.with_name(f"{file.stem}.upward.sql")
    if not path.is_file():
        return
    sql = path.read_text("utf-8")
    each = _FOR_EACH.search(sql)
    if each is None:
        raise ValueError(f"{path}: the header lacks '-- for each $name: values'")
    for depth in map(int, each[2].split(", ")):
        if bench.scope.highest <= depth < max(1, bench.scope.lowest):
            bench.work.execute(f"insert into {table} by name {sql}", {each[1]: depth})
