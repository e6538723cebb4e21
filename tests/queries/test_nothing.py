"""Nothing comes of statements whose subject is empty, so publishing need not run them.

DuckDB proves it, of every statement and whatever else there may be: it is asked how it would
run the statement over tables of which it knows that they can never have a row.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import duckdb
import pytest

from imbang.progress import silently
from imbang.publishing import borders, parts
from imbang.publishing.figures import building, nothing
from imbang.publishing.figures.material import gather
from imbang.publishing.figures.scopes import WHOLE, part
from imbang.questions import headers, indicators
from imbang.questions.rules import rules
from imbang.settings.settings import bearing_on_figures
from imbang.store.deliveries import Store
from imbang.store.workspace import Workspace
from tests.conftest import draft

from ..together import without_maps
from .conftest import need

THROUGH = {
    "PROJECTION", "FILTER", "ORDER_BY", "WINDOW", "STREAMING_WINDOW", "UNNEST", "TOP_N",
    "LIMIT",
}  # fmt: skip
"""What gives no row without a row below it."""
JOINS = {
    "INNER": any, "SEMI": any, "LEFT": lambda sides: sides[0],
    "ANTI": lambda sides: sides[0], "MARK": lambda sides: sides[0],
    "SINGLE": lambda sides: sides[0], "RIGHT": lambda sides: sides[1],
    "RIGHT_SEMI": any, "RIGHT_ANTI": lambda sides: sides[1], "FULL": all, "OUTER": all,
}  # fmt: skip
"""Whether a join gives nothing, by whether its sides do."""


def gives_nothing(node: dict[str, Any], ctes: frozenset[str] = frozenset()) -> bool:
    """Whether a plan can give no row; ``ctes`` are the subqueries that give none."""
    name: str = node["name"].strip()
    said, below = node["extra_info"], node["children"]
    if name == "CTE":
        if gives_nothing(below[0], ctes):
            ctes |= {said["Table Index"]}
        return gives_nothing(below[1], ctes)
    if name == "CTE_SCAN":
        return str(said["CTE Index"]) in ctes
    sides = [gives_nothing(one, ctes) for one in below]
    if name.endswith("_JOIN"):
        return bool(JOINS[said["Join Type"]](sides))
    if name == "CROSS_PRODUCT":
        return any(sides)
    if name == "UNION":
        return all(sides)
    if name == "HASH_GROUP_BY" and not said.get("Groups"):
        return False
    if name in THROUGH or name in ("HASH_GROUP_BY", "PERFECT_HASH_GROUP_BY"):
        return all(sides)
    return name == "EMPTY_RESULT"


@pytest.fixture(scope="module")
def work(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[duckdb.DuckDBPyConnection]:
    """All tables, those that parts tell each other too."""
    store = Store(tmp_path_factory.mktemp("nothing") / "store")
    rows = [need("63.71.01.1001", 5)]
    store.record(
        [draft("ppks", "63.71", "2024-06", rows)],
        by="tester",
        received_on=date(2024, 7, 10),
    )
    material = gather(
        store, store.counted(), bearing_on_figures(Workspace(store.folder))
    )
    with without_maps(), duckdb.connect() as made:
        building.build(made, material, silently, WHOLE, wanted=every_table())
        made.execute("create schema nothing")
        yield made


def every_table() -> list[str]:
    made = [step.table for step in building.steps()]
    return [*made, *parts.wanted(part(["63"])), *borders.TABLES]


def statements() -> dict[str, str]:
    steps = building.steps(wanted=every_table())
    found = {
        f"{step.table} {number}": text
        for step in steps
        for number, text in enumerate(step.texts)
    }
    found |= {f"checks.{name}": rule.sql for name, rule in rules().items()}
    return found | {
        f"indicators.{name}": one.sql for name, one in indicators.read_all().items()
    }


def proven(work: duckdb.DuckDBPyConnection, sql: str) -> bool:
    """Whether no row can come of a statement, its subject being empty for ever."""
    for table in headers.tables_read(sql):
        if nothing.is_subject(table):
            empty = f'nothing."{table}"'
            work.execute(f"create or replace view {empty} as from {table} where false")
            sql = re.sub(rf"\b{re.escape(table)}\b", empty, sql)
    sql = re.sub(r"\$\w+", "1", sql)
    [(_name, plan)] = work.execute(f"explain (format json) {sql}").fetchall()
    return all(map(gives_nothing, json.loads(plan)))


def test_nothing_comes_of_nothing(work: duckdb.DuckDBPyConnection) -> None:
    found = statements()
    assert len(found) > 180
    asked = {
        name: sql
        for name, sql in found.items()
        if any(map(nothing.is_subject, headers.tables_read(sql)))
        and not name.startswith("reference.")
    }
    assert len(asked) > 160
    unproven = {name for name, sql in asked.items() if not proven(work, sql)}
    assert unproven == {f"{table} 0" for table in nothing.ALWAYS}


def test_the_proof_can_fail(work: duckdb.DuckDBPyConnection) -> None:
    """Of what counts, or keeps what there is, nothing of the kind is proven."""
    for sql in (
        "select count(*) as n from marts.needs",
        "select 1 from staging.submissions left join marts.needs on true",
        "select region_id from marts.needs union all select 1 from staging.scope",
        "select 1 from reference.regions anti join marts.needs using (region_id)",
    ):
        assert not proven(work, sql), sql
    assert proven(work, "select region_id from marts.needs group by region_id")
