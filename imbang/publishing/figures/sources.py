"""Sources: reference data and the submissions that count, as queries read them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from imbang import paths
from imbang.disk import duckdb_files
from imbang.publishing.figures.material import Material, Sent
from imbang.publishing.figures.nothing import Looks
from imbang.publishing.figures.scopes import Scope
from imbang.reference.levels import NATION

if TYPE_CHECKING:
    import duckdb

_CHUNK = 500
_SPREAD = frozenset({"activities", "participants"})
"""Datasets whose rows belong to the office that sent them, wherever they are about."""


def load_sources(
    work: duckdb.DuckDBPyConnection,
    material: Material,
    scope: Scope,
    looks: Looks,
    elsewhere: Path | None = None,
) -> None:
    """Read submissions into the schema ``source``.

    ``elsewhere`` is a file of what other parts know of people known here
    (`imbang.publishing.borders`), None where they know nothing.
    Of what the nation's office sent a part has the rows that lie in it, the nation
    those that lie in no province.
    """
    _load_scope(work, scope)
    work.execute(
        """
        create table source.submissions (
            submission_id bigint, dataset text, office text, period_first integer,
            period_last integer, received_on date, first_received_on date,
            is_sample boolean, file text, sent_file text, tells text[]
        )
        """
    )
    _insert(
        work,
        "submissions",
        [
            [
                one.number,
                one.dataset,
                one.office,
                one.period_first,
                one.period_last,
                one.received_on,
                one.first_received_on,
                one.is_sample,
                duckdb_files.plain(one.path),
                one.sent_file,
                list(one.tells),
            ]
            for one in material.sent
        ],
    )
    _load_datasets(work, material.sent, scope, looks)
    work.execute(
        "create table source.horizon as select $1::integer as last_month",
        [material.last_month],
    )
    work.execute(
        """
        create table source.import_warnings (
            submission_id bigint, sheet text, rule text, row integer, labels text[]
        )
        """
    )
    _insert(
        work,
        "import_warnings",
        [
            [one.submission, one.sheet, one.rule, one.row, list(one.labels)]
            for one in material.warned
        ],
    )
    _load_elsewhere(work, elsewhere)


def load_reference(work: duckdb.DuckDBPyConnection) -> None:
    """Read the reference data of the product into the schema ``source``."""
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


def empty(material: Material, elsewhere: Path | None) -> set[str]:
    """The tables of ``source`` that hold nothing, as far as nothing has to be read for that."""
    from imbang.reference.datasets import load_datasets

    names = load_datasets().keys() - {one.dataset for one in material.sent}
    found = {f"source.{name}" for name in names}
    if not material.warned:
        found.add("source.import_warnings")
    if elsewhere is None:
        found |= {f"source.{name}" for name in ELSEWHERE}
    return found


def schemas() -> list[str]:
    """The columns of all datasets, in words."""
    from imbang.reference.datasets import load_datasets
    from imbang.reference.schemas import arrow_schema

    return [f"{one.key}: {arrow_schema(one)}" for one in load_datasets().values()]


def _load_scope(work: duckdb.DuckDBPyConnection, scope: Scope) -> None:
    work.execute(
        """
        create table source.scope as
        select
            cast($1 as integer) as highest_depth,
            cast($2 as integer) as lowest_depth,
            nullif(cast($3 as text[]), []) as provinces
        """,
        [scope.highest, scope.lowest, list(scope.provinces)],
    )


ELSEWHERE = {
    "crossing": "identity text",
    "trainings_elsewhere": "identity text, office_id integer, activity text, "
    "month integer",
    "psm_rows_elsewhere": "identity text, role_id bigint, trained_month integer, "
    "has_decree boolean, birth_year integer, sex text, education text",
}
"""What other parts know of people: tables, and their columns."""


def _load_elsewhere(work: duckdb.DuckDBPyConnection, file: Path | None) -> None:
    if file is not None:
        duckdb_files.attach(work, file, "elsewhere", read_only=True)
    for table, columns in ELSEWHERE.items():
        work.execute(f"create table source.{table} ({columns})")
        if file is not None:
            work.execute(f"insert into source.{table} by name from elsewhere.{table}")
    if file is not None:
        work.execute("detach elsewhere")


def _insert(
    work: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Sequence[object]]
) -> None:
    """Add rows by few statements: each that is planned costs more than its rows."""
    for first in range(0, len(rows), _CHUNK):
        chunk = rows[first : first + _CHUNK]
        marks = f"({', '.join('?' * len(chunk[0]))})"
        work.execute(
            f"insert into source.{table} values {', '.join([marks] * len(chunk))}",  # noqa: S608
            [value for row in chunk for value in row],
        )


def _load_datasets(
    work: duckdb.DuckDBPyConnection, sent: Sequence[Sent], scope: Scope, looks: Looks
) -> None:
    from imbang.reference.datasets import load_datasets
    from imbang.reference.schemas import arrow_schema

    for dataset in load_datasets().values():
        files = [
            duckdb_files.plain(one.path) for one in sent if one.dataset == dataset.key
        ]
        known = looks.tables.get(f"source.{dataset.key}")
        if known and not files:
            work.execute(known)
            continue
        schema = arrow_schema(dataset)
        work.register("empty_table", schema.empty_table())
        work.execute(
            f"create table source.{dataset.key} as select cast(0 as bigint) "  # noqa: S608
            "as submission_id, cast(0 as bigint) as submission_row, * from empty_table"
        )
        work.unregister("empty_table")
        kept = "true"
        if scope.is_part or scope.is_nation:
            kept = _kept(dataset.key, "region_code" in schema.names, scope)
        if files:
            work.execute(
                f"""
                insert into source.{dataset.key} by name
                select
                    sent.submission_id,
                    content.file_row_number as submission_row,
                    content.* exclude (filename, file_row_number)
                from read_parquet(
                    ?, filename = true, union_by_name = true, file_row_number = true
                ) as content
                inner join source.submissions as sent on content.filename = sent.file
                where {kept}
                """,  # noqa: S608 -- names of ours
                [files],
            )


def _kept(dataset: str, has_regions: bool, scope: Scope) -> str:
    """Which rows of the nation's office a scope has; of other offices it has all."""
    own = f"sent.office <> '{NATION}'"
    if dataset in _SPREAD:
        return "true"
    if not has_regions:
        return own if scope.provinces else "true"
    if not scope.provinces:
        return f"content.region_code = '{NATION}'"
    listed = ", ".join(f"'{code}'" for code in scope.provinces)
    return f"({own} or substr(content.region_code, 1, 2) in ({listed}))"
