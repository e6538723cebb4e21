"""Layers of SQL are an order: who reads whom, and that all that is published is made."""

from __future__ import annotations

import functools
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from imbang import paths
from imbang.publishing import borders, parts, publish
from imbang.publishing.figures import building, nation, scopes
from imbang.publishing.figures.steps import Step
from imbang.store.deliveries import Store

from ..conftest import draft
from .conftest import need

BELOW = {
    "reference": {"source"},
    "staging": {"source", "reference"},
    "intermediate": {"reference", "staging"},
    "marts": {"reference", "staging", "intermediate"},
    "derived": {"reference", "staging", "intermediate", "marts"},
    "results": {"reference", "derived"},
    # rules look at rows as they were sent
    # what a part tells others, and how the nation's tables follow from it
    "borders": {"reference", "staging", "intermediate"},
    "carried": {"carried", "reference", "staging", "intermediate", "marts", "derived"},
    "nation": {"own", "parts", "reference", "staging"},
    "checks": {"source", "reference", "staging", "intermediate", "marts"},
    "indicators": {"reference", "intermediate", "marts", "derived"},
    "invariants": {"marts"},
    "macros": {"reference", "marts", "results"},
    "pages": {"reference", "marts", "results"},
    "differences": set(),  # reads answers
}
MADE = {"reference", "staging", "intermediate", "marts", "derived", "results"}
FILES = sorted(paths.QUERIES.rglob("*.sql"))


def tables(tree: object) -> Iterator[str]:
    """The tables with a schema that a parsed statement reads."""
    if isinstance(tree, dict):
        if tree.get("type") == "BASE_TABLE" and tree["schema_name"]:
            yield f"{tree['schema_name']}.{tree['table_name']}"
        for value in tree.values():
            yield from tables(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from tables(value)


def parsed(path: Path) -> frozenset[str]:
    """What a file reads, as DuckDB's own parser tells."""
    sql = path.read_text("utf-8")
    head = re.search(r"^create macro \w+\([^)]*\)\s+as\s+(table\s)?", sql, re.MULTILINE)
    if path.parent.name == "macros":
        assert head is not None, path
        sql = sql[head.end() :]
        if head[1] is None:  # a macro of one value
            sql = f"select {sql}"
    [(text,)] = duckdb.execute("select json_serialize_sql($1)", [sql]).fetchall()
    tree: dict[str, Any] = json.loads(text)
    assert not tree["error"], (path, tree)
    return frozenset(tables(tree))


@functools.cache
def reads() -> dict[Path, frozenset[str]]:
    """What each file reads."""
    return {path: parsed(path) for path in FILES}


def test_every_folder_of_queries_has_its_place() -> None:
    assert {path.parent.name for path in FILES} == BELOW.keys()
    assert set(building.LAYERS) == MADE


@pytest.mark.parametrize("layer", BELOW)
def test_a_layer_reads_those_below_alone(layer: str) -> None:
    allowed = BELOW[layer] | ({layer} & MADE)
    assert {
        f"{path.name} reads {table}"
        for path, read in reads().items()
        if path.parent.name == layer
        for table in read
        if table.split(".")[0] not in allowed
    } == set()


def test_steps_in_python_keep_the_order_too() -> None:
    for step in building.steps():
        layer = step.table.split(".")[0]
        lower = building.LAYERS[: building.LAYERS.index(layer) + 1]
        read = {table.split(".")[0] for table in step.reads} - {"source"}
        assert read <= set(lower), step.table


def test_steps_declare_what_their_files_read() -> None:
    every = building.steps(wanted=parts.wanted(scopes.part(["63"])))
    declared = {step.table: step.reads for step in (*every, *_borders())}
    declared |= {step.table: step.reads for step in building.steps()}
    found: dict[str, frozenset[str]] = {}
    for path, read in reads().items():
        if (layer := path.parent.name) in {*MADE, *building.OF_PARTS}:
            table = f"{layer}.{path.stem.removesuffix('.upward')}"
            found[table] = found.get(table, frozenset()) | read - {table}
    assert {table: declared[table] for table in found} == found


def _borders() -> list[Step]:
    return building.steps(wanted=borders.TABLES)


def test_the_nation_s_files_stand_for_a_step_and_read_what_parts_carry() -> None:
    made = {step.table for step in building.steps()}
    carried = {path.stem for path in FILES if path.parent.name == "carried"}
    for path, read in reads().items():
        if path.parent.name == "nation":
            assert path.stem in made
            own = path.stem.partition(".")[2]
            told = {table for table in read if not table.startswith("reference.")}
            assert told <= {f"own.{own}", *(f"parts.{one}" for one in carried)} | (
                {table for table in told if table.startswith("staging.")}
            )
    linear = {table.partition(".")[2] for table in nation.LINEAR}
    assert linear <= carried
    read_up = {
        table.partition(".")[2]
        for path, read in reads().items()
        if path.parent.name == "nation"
        for table in read
        if table.startswith("parts.")
    }
    assert carried == linear | read_up | {"psm_counts"}


def test_the_nation_s_steps_come_after_what_they_read() -> None:
    built: set[str] = set()
    for step in building.steps(scopes.NATION_SCOPE, parts.wanted(scopes.NATION_SCOPE)):
        apart = ("source.", "parts.", "own.")
        assert {read for read in step.reads if not read.startswith(apart)} <= built
        built.add(step.table)


def test_no_table_is_made_for_nobody() -> None:
    read = frozenset().union(*reads().values(), *(s.reads for s in building.steps()))
    assert {step.table for step in building.steps()} - read == set()


def test_no_macro_is_there_for_nobody() -> None:
    texts = [path.read_text("utf-8") for path in FILES]
    python = "".join(
        p.read_text("utf-8") for p in Path(building.__file__).parent.rglob("*.py")
    )
    for path in FILES:
        if path.parent.name == "macros":
            calls = sum(
                f"{path.stem}(" in text
                or f"-- ready: {path.stem.removeprefix('ready_')}\n" in text
                for text in texts
            )
            assert calls > 1 or f"{path.stem}(" in python, path.stem


def test_a_snapshot_holds_what_steps_make_and_nothing_else(tmp_path: Path) -> None:
    store = Store(tmp_path)
    sent = draft("ppks", "63.71", "2024-12", [need("63.71.01.1001", 4)])
    store.record([sent], by="tester", received_on=date(2025, 1, 10))
    snapshot = publish.publish(store)
    with duckdb.connect(str(snapshot.path), read_only=True) as made:
        held = made.execute(
            "select schema_name || '.' || table_name from duckdb_tables()"
        ).fetchall()
    made_by = Counter(step.table for step in building.steps())
    assert set(made_by.values()) == {1}
    published = {
        table for table in made_by if table.split(".")[0] in building.PUBLISHED
    }
    assert {table for (table,) in held} == published
    assert snapshot.manifest["figures"].keys() == published - {"marts.map_layers"}
