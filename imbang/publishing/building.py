"""Builds figures: runs the SQL of ``queries`` over the submissions that count.

Files and the few steps in Python name the tables that they read, so the order follows
from them. A file ``x.upward.sql`` adds to ``x``, once for each value its header names.
"""

from __future__ import annotations

import functools
import graphlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from imbang import paths
from imbang.progress import Progress
from imbang.publishing import (
    indicator_rows,
    map_layers,
    offending,
    poisson_limits,
    settings_in_sql,
    verdict_families,
)
from imbang.publishing.sources import load_sources
from imbang.questions import headers
from imbang.settings.settings import Values
from imbang.store.deliveries import Store
from imbang.store.manifests import Submission

if TYPE_CHECKING:
    import duckdb

# each reads its own tables and those of layers before it
LAYERS = ("reference", "staging", "intermediate", "marts", "derived", "results")
PUBLISHED = ("reference", "marts", "results")
_FOR_EACH = re.compile(r"^-- for each \$(\w+): (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Bench:
    """What steps are made with; ``geometry`` is the folder of maps, None for none."""

    work: duckdb.DuckDBPyConnection
    store: Store
    geometry: Path | None
    tell: Callable[[str], None]


@dataclass(frozen=True)
class Step:
    """How one table or view is made, ``marts.needs`` say, and from which others."""

    table: str
    reads: frozenset[str]
    make: Callable[[Bench], None]


def build(
    work: duckdb.DuckDBPyConnection,
    store: Store,
    submissions: Sequence[Submission],
    settings: Values,
    progress: Progress,
    geometry: Path | None = None,
) -> None:
    """Fill the empty database ``work`` with sources and the tables of all `LAYERS`.

    ``settings`` are those that bear on figures, by key; maps are laid out in the folder
    ``geometry``, if one is given.
    """
    for schema in ("source", *LAYERS):
        work.execute(f"create schema {schema}")
    load_sources(work, store, submissions)
    settings_in_sql.load(work, settings)
    indicator_rows.load_headers(work)
    for macro in macros():
        if "as table" not in macro:  # those read tables
            work.execute(macro)
    ordered = steps()
    for number, step in enumerate(ordered):
        tell = functools.partial(_tell, progress, 0.9 * number / len(ordered))
        tell(step.table)
        step.make(Bench(work, store, geometry, tell))


def _tell(progress: Progress, share: float, text: str) -> None:
    progress(text, share)


def steps() -> list[Step]:
    """Every step there is, each after those whose tables it reads."""
    found = {step.table: step for step in (*_sql_steps(), *_python_steps())}
    graph = {step.table: step.reads & found.keys() for step in found.values()}
    return [found[table] for table in graphlib.TopologicalSorter(graph).static_order()]


def _python_steps() -> list[Step]:
    """The steps that are not one file of SQL each."""
    return [
        Step(
            offending.TABLE,
            offending.tables_of_rules(),
            lambda bench: offending.make_offending(bench.work),
        ),
        Step(
            indicator_rows.TABLE,
            indicator_rows.tables_of_indicators(),
            lambda bench: indicator_rows.make_rows(bench.work),
        ),
        Step(
            poisson_limits.TABLE,
            poisson_limits.READS,
            lambda bench: poisson_limits.make(bench.work),
        ),
        Step(
            verdict_families.TABLE,
            verdict_families.READS,
            lambda bench: verdict_families.make(bench.work),
        ),
        Step(
            map_layers.TABLE,
            map_layers.READS,
            lambda bench: map_layers.make(
                bench.work, bench.store, bench.geometry, bench.tell
            ),
        ),
    ]


def _sql_steps() -> Iterator[Step]:
    """A step for each file of `LAYERS`."""
    for layer in LAYERS:
        for path in sorted((paths.QUERIES / layer).glob("*.sql")):
            if path.stem.endswith(".upward"):
                continue
            table = f"{layer}.{path.stem}"
            parts = [path, *path.parent.glob(f"{path.stem}.upward.sql")]
            reads = (headers.tables_read(part.read_text("utf-8")) for part in parts)
            make = functools.partial(_run, path, table)
            yield Step(table, frozenset().union(*reads) - {table}, make)


def macros() -> list[str]:
    """The statement of every file of macros, each after those it calls."""
    files = {p.stem: p.read_text("utf-8") for p in (paths.QUERIES / "macros").glob("*")}
    called = re.compile(rf"\b({'|'.join(files)})\(")
    graph = {name: set(called.findall(sql)) - {name} for name, sql in files.items()}
    return [files[name] for name in graphlib.TopologicalSorter(graph).static_order()]


def _run(file: Path, table: str, bench: Bench) -> None:
    """Make the table or view of one file, and what is added to it."""
    kind = "view" if table.startswith("staging.") else "table"
    bench.work.execute(f"create {kind} {table} as {file.read_text('utf-8')}")
    for path in file.parent.glob(f"{file.stem}.upward.sql"):
        sql = path.read_text("utf-8")
        each = _FOR_EACH.search(sql)
        if each is None:
            raise ValueError(f"{path}: the header lacks '-- for each $name: values'")
        for value in each[2].split(", "):
            bench.work.execute(
                f"insert into {table} by name {sql}", {each[1]: int(value)}
            )
