"""What publishing makes ready is what the macros give for the same norm and kinds asked for
as if they were others: of all levels and months, and of worlds with gaps."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from imbang import paths
from imbang.disk import duckdb_files
from imbang.questions import asking
from imbang.questions.catalogue import questions
from imbang.store.snapshots import current_snapshot

MONTHS = ("2022-06", "2024-12", "2030-01")
ASKED = (
    ("ID", "nation"),
    ("ID", "province"),
    ("63", None),
    ("63.71", "district"),
    ("63.71.01", None),
    ("63.71.01.1001", "village"),
    ("11", None),
)


def both(store: Path, name: str, **given: Any) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Rows of the SQL of a question: ready, and worked out."""
    snapshot = current_snapshot(store)
    assert snapshot is not None
    question, values = asking._asked(name, given)
    cursor = asking.cursor_of(snapshot)
    taken = asking.sql_values(question, values, cursor)
    assert question.ready_sql != question.sql
    ready = cursor.execute(question.ready_sql, taken).df()
    return ready, cursor.execute(question.sql, taken).df()


def of_asked(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows asked for, without what only one of the ways tells of their peers."""
    kept = rows[rows["is_asked"]].drop(columns=["family_spread", "family_psm_share"])
    return kept.reset_index(drop=True)


@pytest.mark.parametrize("month", MONTHS)
def test_coverage_is_ready_as_it_would_be_worked_out(
    sample_store: Path, month: str
) -> None:
    for region, level in ASKED:
        ready, made = both(
            sample_store, "coverage", region=region, level=level, as_of=month
        )
        pd.testing.assert_frame_equal(
            of_asked(ready), of_asked(made), check_dtype=False, check_exact=True
        )


@pytest.mark.parametrize("month", MONTHS)
def test_verdicts_are_ready_as_they_would_be_worked_out(
    sample_store: Path, month: str
) -> None:
    from imbang.analysis.verdicts import judge

    for region, level in ASKED:
        ready, made = both(
            sample_store, "coverage", region=region, level=level, as_of=month
        )
        pd.testing.assert_frame_equal(
            judge(ready, has_peers=True),
            judge(made),
            check_dtype=False,
            check_exact=True,
        )


def test_placement_reads_the_same_norm_and_figures(sample_store: Path) -> None:
    for region in ("63", "63.71"):
        given = {"region": region, "level": "village", "as_of": "2024-12", "posts": "5"}
        ready, made = both(sample_store, "placement", **given)
        pd.testing.assert_frame_equal(ready, made)


def test_only_questions_of_norm_and_kinds_have_two_ways() -> None:
    for question in questions().values():
        names = {parameter.name for parameter in question.parameters}
        assert not question.ready or {"norm", "kinds"} <= names, question.name


def test_a_snapshot_is_laid_in_small_groups_of_rows(sample_store: Path) -> None:
    snapshot = current_snapshot(sample_store)
    assert snapshot is not None
    cursor = asking.cursor_of(snapshot)
    for table in ("reference.regions", "marts.needs", "results.coverage"):
        [(most,)] = cursor.execute(
            f"select max(count) from pragma_storage_info('{table}')"
        ).fetchall()
        assert most <= 16384, table


def test_a_sum_is_the_same_whatever_comes_first() -> None:
    """To the last digit: what is published again is compared by what is in it."""
    sql = (paths.QUERIES / "derived" / "nation_reach.sql").read_text("utf-8")
    provinces = [
        {"region_id": number, "uncovered_persons": 3.14159 * 1_000_003 * number / 7}
        for number in range(11, 49)
    ]
    fingerprints = set()
    for seed in range(60):
        random.Random(seed).shuffle(provinces)
        with duckdb.connect() as work:
            work.execute("create schema derived; create schema results")
            work.register("sent", pd.DataFrame(provinces))
            work.execute(
                """
                create table derived.coverage_reach as
                select
                    *, 1 as depth, 0 as from_month, 999999 as to_month,
                    1 as villages, 0 as villages_unknown, 0 as villages_no_psm,
                    1 as villages_short, 3 as shortage, 0 as shortage_no_psm,
                    3 as shortage_short, 30 as numerator, 1 as denominator,
                    30.0 as norm_low, 30.0 as norm_high, false as is_without_norm
                from sent
                """
            )
            work.execute(f"create table results.nation as {sql}")
            fingerprints.add(duckdb_files.fingerprint(work, "results.nation"))
    assert len(fingerprints) == 1
