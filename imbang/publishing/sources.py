"""Sources: reference data and the submissions that count, as queries read them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from imbang import paths
from imbang.disk import duckdb_files, durable
from imbang.publishing import (
    received,
)
from imbang.refusals import Refusal
from imbang.store.deliveries import Store
from imbang.store.manifests import Submission
from imbang.texts import _

if TYPE_CHECKING:
    import duckdb


def load_sources(
    work: duckdb.DuckDBPyConnection, store: Store, submissions: Sequence[Submission]
) -> None:
    """Read reference data and submissions into the schema ``source``."""
    _load_reference(work)
    work.execute(
        """
        create table source.submissions (
            submission_id bigint, dataset text, office text, period_first integer,
            period_last integer, received_on date, first_received_on date,
            is_sample boolean, file text, sent_file text, tells text[]
        )
        """
    )
    deliveries = store.deliveries()
    first_received = received.first_received(deliveries)
    numbers = {one.id: _number(one) for one in submissions}
    for one in submissions:
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
            "insert into source.submissions values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                numbers[one.id],
                one.dataset,
                one.office,
                one.period.first,
                one.period.last,
                one.received_on,
                first_received[one.id],
                one.is_sample,
                duckdb_files.plain(path),
                one.file,
                list(one.tells),
            ],
        )
    work.execute(
        # five years after the year of the last report: the same for all who look ahead
        """
        create table source.horizon as
        select cast(12 * (max(period_last) // 12) + 71 as integer) as last_month
        from source.submissions
        """
    )
    _load_datasets(work)
    received.load_warnings(work, deliveries, numbers)


def _number(submission: Submission) -> int:
    """Its id in SQL: the same in every snapshot, and in the order of recording."""
    delivery, _dash, place = submission.id.partition("-")
    return 1_000_000 * int(delivery) + int(place)


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
            "select cast(0 as bigint) as submission_id, * from empty_table"
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
