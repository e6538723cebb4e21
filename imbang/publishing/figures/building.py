"""Builds figures: runs the SQL of ``queries`` over the submissions that count.

Files and the few steps in Python name the tables that they read, so the order follows
from them. A file ``x.upward.sql`` adds to ``x``, once for each value its header names.
"""

from __future__ import annotations

import functools
import graphlib
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from imbang import paths
from imbang.disk import duckdb_files
from imbang.progress import Progress
from imbang.publishing.figures import (
    doing,
    indicator_rows,
    map_layers,
    nation,
    nothing,
    offending,
    poisson_limits,
    settings_in_sql,
    sources,
    verdict_families,
)
from imbang.publishing.figures.map_layers import Maps
from imbang.publishing.figures.material import Material
from imbang.publishing.figures.scopes import WHOLE, Scope
from imbang.publishing.figures.steps import Bench, Step, run
from imbang.questions import headers

if TYPE_CHECKING:
    import duckdb

# each reads its own tables and those of layers before it
LAYERS = ("reference", "staging", "intermediate", "marts", "derived", "results")
PUBLISHED = ("reference", "marts", "results")
OF_PARTS = ("borders", "carried")
"""What parts tell beside their figures: others of their people, the nation of the rest."""

_OF_ALL_REGIONS = "staging.region_numbers"
"""What a part, too, makes of all regions and not of its own alone."""


def prepared() -> frozenset[str]:
    """The tables that all read and none changes: made once."""
    of_reference = (paths.QUERIES / "reference").glob("*.sql")
    names = {f"reference.{path.stem}" for path in of_reference}
    return frozenset(names - {"reference.region_ancestors"})


def build(
    work: duckdb.DuckDBPyConnection,
    material: Material,
    progress: Progress,
    scope: Scope = WHOLE,
    *,
    wanted: Collection[str] | None = None,
    reference: Path | None = None,
    elsewhere: Path | None = None,
    maps: Maps | None = None,
    threads: int = 1,
) -> frozenset[str]:
    """Fill the empty database ``work`` with sources and the tables of a scope.

    ``wanted`` are tables to be made with all that they follow from; every one of
    `LAYERS` unless given. ``reference`` is a database with those of the first layer,
    which are made anew without it, ``elsewhere`` one of what other parts know. Maps are
    made where ``maps`` says, if it is given; as many steps as ``threads`` are done side by
    side. The nation's tables read the schema ``parts`` (`imbang.publishing.figures.nation`).
    Returns the tables that nothing came of.
    """
    for schema in ("source", *LAYERS, *OF_PARTS, "own"):
        work.execute(f"create schema {schema}")
    ordered = steps(scope, wanted)
    looks = _looks(ordered, scope)
    sources.load_sources(work, material, scope, looks, elsewhere)
    for macro in macros():
        if "as table" not in macro:  # those read tables
            work.execute(macro)
    if reference is not None:
        ordered = list(_copying(work, ordered, reference, scope))
    else:
        sources.load_reference(work)
        settings_in_sql.load(work, material.settings)
        indicator_rows.load_headers(work)
    empty = set() if scope.is_nation else sources.empty(material, elsewhere)

    def make(work: duckdb.DuckDBPyConnection, step: Step, tell: doing.Tell) -> None:
        if step.table in looks.tables and nothing.comes_of(step.reads, empty):
            work.execute(looks.tables[step.table])
            empty.add(step.table)
            return
        step.make(Bench(work, scope, material.folder, maps, tell, looks, empty))
        # the nation's steps read what parts carry up besides
        if (
            not scope.is_nation
            and not work.execute(f"from {step.table} limit 1").fetchall()
        ):
            empty.add(step.table)

    doing.each(ordered, make, work, threads, progress)
    looks.learn(work, empty - nothing.ALWAYS)
    return frozenset(empty)


def _looks(ordered: Iterable[Step], scope: Scope) -> nothing.Looks:
    """How the tables of these steps look, as far as this process has made them."""
    texts = [text for step in ordered for text in (step.table, *step.texts)]
    return nothing.looks([str(scope.is_nation), *sources.schemas(), *texts, *macros()])


def _copying(
    work: duckdb.DuckDBPyConnection,
    ordered: Iterable[Step],
    reference: Path,
    scope: Scope,
) -> Iterator[Step]:
    """Copy what of the first layer is there already; the steps that are left to do."""
    duckdb_files.attach(work, reference, "prepared", read_only=True)
    there = prepared()
    for step in ordered:
        if scope.is_part and step.table == _OF_ALL_REGIONS:
            sql = step.texts[0].replace(" reference.", " prepared.reference.")
            work.execute(f"create table {step.table} as {sql}")
            continue
        if step.table not in there:
            yield step
            continue
        only = ""
        if step.table == "reference.regions" and scope.is_part:
            listed = ", ".join(f"'{code}'" for code in ("", *scope.provinces))
            only = f"where depth = 0 or substr(code, 1, 2) in ({listed})"
        work.execute(f"create table {step.table} as from prepared.{step.table} {only}")
    work.execute("detach prepared")


def steps(scope: Scope = WHOLE, wanted: Collection[str] | None = None) -> list[Step]:
    """The steps of a scope, each after those whose tables it reads.

    Of the tables ``wanted`` and those they follow from; of all `LAYERS` unless given.
    """
    found = {step.table: step for step in (*_sql_steps(), *_python_steps())}
    if scope.is_nation:
        found = nation.instead(found)
    graph = {step.table: step.reads & found.keys() for step in found.values()}
    if wanted is None:
        wanted = [table for table in found if table.split(".")[0] in LAYERS]
    needed: set[str] = set()
    open_ = {*wanted}
    while open_:
        table = open_.pop()
        needed.add(table)
        open_ |= graph[table] - needed
    order = graphlib.TopologicalSorter({table: graph[table] for table in needed})
    return [found[table] for table in order.static_order()]


def _python_steps() -> list[Step]:
    """The steps that are not one file of SQL each."""
    return [
        Step(
            offending.TABLE,
            offending.tables_of_rules(),
            lambda bench: offending.make_offending(bench),
        ),
        Step(
            indicator_rows.TABLE,
            indicator_rows.tables_of_indicators(),
            lambda bench: indicator_rows.make_rows(bench),
        ),
        Step(
            poisson_limits.TABLE,
            poisson_limits.READS,
            lambda bench: poisson_limits.make(
                bench.work, with_parts=bench.scope.is_nation
            ),
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
                bench.work, bench.store, bench.maps, bench.tell
            ),
        ),
    ]


def _sql_steps() -> Iterator[Step]:
    """A step for each file of `LAYERS` and of what parts tell."""
    for layer in (*LAYERS, *OF_PARTS):
        files = {one.stem: one for one in (paths.QUERIES / layer).glob("*.sql")}
        for name, path in sorted(files.items()):
            if name.endswith(".upward"):
                continue
            table = f"{layer}.{name}"
            parts = [path, *filter(None, [files.get(f"{name}.upward")])]
            texts = tuple(part.read_text("utf-8") for part in parts)
            reads = frozenset().union(*map(headers.tables_read, texts)) - {table}
            yield Step(table, reads, functools.partial(run, path, table), texts)


def macros() -> list[str]:
    """The statement of every file of macros, each after those it calls."""
    files = sorted((paths.QUERIES / "macros").glob("*"))
    return [*_in_order(tuple((one.stem, one.read_text("utf-8")) for one in files))]


@functools.cache
def _in_order(macros: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    files = dict(macros)
    called = re.compile(rf"\b({'|'.join(files)})\(")
    graph = {name: set(called.findall(sql)) - {name} for name, sql in files.items()}
    order = graphlib.TopologicalSorter(graph).static_order()
    return tuple(files[name] for name in order)
