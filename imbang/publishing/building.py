"""Builds the marts: runs the SQL of ``queries`` over the submissions that count.

The files name each other's tables, so the order follows from them. A file
``x.upward.sql`` adds to ``x``, once for each value its header names.
"""

from __future__ import annotations

import graphlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from imbang import paths
from imbang.disk import duckdb_files, durable
from imbang.progress import Progress
from imbang.publishing import indicator_rows, received, settings_in_sql
from imbang.questions import indicators, rules
from imbang.refusals import Refusal
from imbang.settings.settings import Values
from imbang.store.deliveries import Store
from imbang.store.manifests import Submission
from imbang.texts import _

if TYPE_CHECKING:
    import duckdb

LAYERS = ("staging", "intermediate", "marts")
_OFFENDING = "intermediate.offending"
_READ = re.compile(r"\b(?:from|join)\s+((?:staging|intermediate|marts)\.\w+)")
_FOR_EACH = re.compile(r"^-- for each \$(\w+): (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Step:
    """One SQL file: a table or view, ``marts.needs`` for ``marts/needs.sql``."""

    table: str
    path: Path
    reads: frozenset[str]

    @property
    def sql(self) -> str:
        """The statement in the file."""
        return self.path.read_text("utf-8")


def build(
    work: duckdb.DuckDBPyConnection,
    store: Store,
    submissions: Sequence[Submission],
    settings: Values,
    progress: Progress,
) -> None:
    """Fill the empty database ``work`` with sources, staging and marts.

    ``settings`` are those that bear on figures, by key.
    """
    for schema in ("source", *LAYERS):
        work.execute(f"create schema {schema}")
    load_sources(work, store, submissions)
    settings_in_sql.load(work, settings)
    indicator_rows.load_headers(work)
    for macro in macros():
        if "as table" not in macro:  # those read marts
            work.execute(macro)
    ordered = steps()
    for number, step in enumerate(ordered):
        progress(step.table, 0.9 * number / len(ordered))
        run(work, step)
    make_poisson_limits(work)


def steps() -> list[Step]:
    """Every file of staging, intermediate and marts, each after what it reads.

    The rules of ``queries/checks`` together are one step, so are the indicators.
    """
    found = {}
    for layer in LAYERS:
        for path in sorted((paths.QUERIES / layer).glob("*.sql")):
            if path.stem.endswith(".upward"):
                continue
            table = f"{layer}.{path.stem}"
            found[table] = Step(table, path, _reads(path, table))
    read = frozenset(name for rule in rules.rules().values() for name in rule.reads)
    found[_OFFENDING] = Step(_OFFENDING, paths.QUERIES / "checks", read)
    read = frozenset(n for one in indicators.read_all().values() for n in one.reads)
    table = indicator_rows.TABLE
    found[table] = Step(table, paths.QUERIES / "indicators", read)
    graph = {step.table: step.reads & found.keys() for step in found.values()}
    return [found[table] for table in graphlib.TopologicalSorter(graph).static_order()]


def _reads(path: Path, table: str) -> frozenset[str]:
    parts = [path, *path.parent.glob(f"{path.stem}.upward.sql")]
    names = {name for part in parts for name in _READ.findall(part.read_text("utf-8"))}
    return frozenset(names - {table})


def macros() -> list[str]:
    """The statement of every file of macros, each after those it calls."""
    files = {p.stem: p.read_text("utf-8") for p in (paths.QUERIES / "macros").glob("*")}
    called = re.compile(rf"\b({'|'.join(files)})\(")
    graph = {name: set(called.findall(sql)) - {name} for name, sql in files.items()}
    return [files[name] for name in graphlib.TopologicalSorter(graph).static_order()]


def run(work: duckdb.DuckDBPyConnection, step: Step) -> None:
    """Make the table or view of one step, and what is added to it."""
    if step.table == _OFFENDING:
        rules.make_offending(work)
        return
    if step.table == indicator_rows.TABLE:
        indicator_rows.make_rows(work)
        return
    kind = "view" if step.table.startswith("staging.") else "table"
    work.execute(f"create {kind} {step.table} as {step.sql}")
    for path in step.path.parent.glob(f"{step.path.stem}.upward.sql"):
        sql = path.read_text("utf-8")
        each = _FOR_EACH.search(sql)
        if each is None:
            raise ValueError(f"{path}: the header lacks '-- for each $name: values'")
        for value in each[2].split(", "):
            work.execute(
                f"insert into {step.table} by name {sql}", {each[1]: int(value)}
            )


def load_sources(
    work: duckdb.DuckDBPyConnection, store: Store, submissions: Sequence[Submission]
) -> None:
    """Read reference data and submissions into the schema ``source``."""
    _load_reference(work)
    work.execute(
        """
        create table source.submissions (
            submission_id integer, dataset text, office text, period_first integer,
            period_last integer, received_on date, first_received_on date,
            is_sample boolean, file text, sent_file text
        )
        """
    )
    deliveries = store.deliveries()
    first_received = received.first_received(deliveries)
    for number, one in enumerate(submissions, 1):
        path = store.parquet(one)
        if not path.is_file() or durable.sha256(path) != one.sha256:
            raise Refusal(
                _(
                    "Submission {id} ({file}) is missing or damaged: {path}. "
                    "Restore it from a backup; nothing was published.",
                    id=one.id,
                    file=one.file,
                    path=path,
                )
            )
        work.execute(
            "insert into source.submissions values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                number,
                one.dataset,
                one.office,
                one.period.first,
                one.period.last,
                one.received_on,
                first_received[one.id],
                one.is_sample,
                duckdb_files.plain(path),
                one.file,
            ],
        )
    _load_datasets(work)
    numbers = {one.id: number for number, one in enumerate(submissions, 1)}
    received.load_warnings(work, deliveries, numbers)


def _load_reference(work: duckdb.DuckDBPyConnection) -> None:
    work.execute(
        "create table source.regions as select code, name from read_parquet(?)",
        [duckdb_files.plain(paths.REFERENCE / "regions.parquet")],
    )
    for name in ("pillar_kinds", "ppks_kinds", "expectations", "education_levels"):
        work.execute(
            f"create table source.{name} as "  # noqa: S608 -- a name of ours
            "select * from read_csv(?, header = true, all_varchar = true)",
            [duckdb_files.plain(paths.REFERENCE / f"{name}.csv")],
        )


def _load_datasets(work: duckdb.DuckDBPyConnection) -> None:
    from imbang.reference.datasets import load_datasets
    from imbang.reference.schemas import arrow_schema

    for dataset in load_datasets().values():
        empty = arrow_schema(dataset).empty_table()
        work.register("empty_table", empty)
        work.execute(
            f"create table source.{dataset.key} as "  # noqa: S608 -- likewise
            "select cast(0 as integer) as submission_id, * from empty_table"
        )
        work.unregister("empty_table")
        files = work.execute(
            "select file from source.submissions where dataset = ?", [dataset.key]
        ).fetchall()
        if files:
            work.execute(
                f"""
                insert into source.{dataset.key} by name
                select sent.submission_id, content.* exclude (filename)
                from read_parquet(?, filename = true, union_by_name = true) as content
                inner join source.submissions as sent on content.filename = sent.file
                """,  # noqa: S608 -- likewise
                [[file for (file,) in files]],
            )


def make_poisson_limits(work: duckdb.DuckDBPyConnection) -> None:
    """Make ``marts.poisson_limits``: a row for every count of PSM that occurs.

    Exact central 95 % limits of a Poisson mean given one count (Garwood 1936):
    quantiles of chi-square with 2n and 2n + 2 degrees of freedom, halved.
    """
    import numpy as np
    from scipy.stats import chi2

    limits = work.execute(
        "select distinct active as count from marts.pillar_figures "
        "where kind = 'psm' order by all"
    ).df()
    counts = limits["count"].to_numpy()
    limits["lower_limit"] = np.where(
        counts == 0, 0.0, chi2.ppf(0.025, 2 * np.maximum(counts, 1)) / 2
    )
    limits["upper_limit"] = chi2.ppf(0.975, 2 * counts + 2) / 2
    work.register("limits", limits)
    work.execute("create table marts.poisson_limits as from limits")
    work.unregister("limits")
