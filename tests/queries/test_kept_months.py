"""Months as a snapshot keeps them: narrow, and none lost that can be asked about."""

from __future__ import annotations

from pathlib import Path

import duckdb

from imbang.periods import NO_END, parse_month
from imbang.publishing import parts
from imbang.questions import asking
from imbang.questions.catalogue import bind, questions
from imbang.store.snapshots import current_snapshot

_MONTHS = (
    *("from_month", "to_month", "beside_from", "beside_to"),
    *("period", "period_from", "period_to"),
)


def test_an_open_end_is_the_end_of_time_of_a_snapshot() -> None:
    with duckdb.connect() as work:
        work.execute(
            """
            create table made as
            select * from (values (0, 24300, null), (24300, 999999, 24299),
                (24290, 26664, 24289), (26664, 999999, 24289))
            as told (from_month, to_month, period)
            """
        )
        kept = work.execute(parts.kept("made", ["from_month", "to_month", "period"]))
        assert {str(type) for _name, type, *_rest in kept.description or ()} == {
            "SMALLINT"
        }
        assert kept.fetchall() == [
            (0, 24300, None),
            (24300, NO_END, 24299),
            (24290, NO_END, 24289),
        ]


def test_every_month_of_a_snapshot_is_narrow(sample_store: Path) -> None:
    snapshot = current_snapshot(sample_store)
    assert snapshot is not None
    cursor = asking.cursor_of(snapshot)
    wide = cursor.execute(
        """
        select schema_name, table_name, column_name from duckdb_columns()
        where database_name = 'snapshot' and schema_name in ('marts', 'results')
            and list_contains($1, column_name)
            and data_type <> 'SMALLINT'
            and table_name in (
                select table_name from duckdb_columns()
                where database_name = 'snapshot' and column_name = 'to_month'
            )
        """,
        [_MONTHS],
    ).fetchall()
    assert wide == []


def test_a_month_beyond_all_is_asked_as_the_last(sample_store: Path) -> None:
    given = {"region": "63", "level": "regency"}
    answers = [
        asking.ask(sample_store, "needs", **given, as_of=month)
        for month in ("2099-12", "2150-01")
    ]
    assert answers[0]["count"].notna().any()
    assert answers[0].equals(answers[1])
    bound = bind(questions()["needs"], {**given, "as_of": "2150-01"})
    assert bound["as_of"] == NO_END - 1 == parse_month("2099-12")
