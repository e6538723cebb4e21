"""More nations: what parts carry up and the list of regions, as if of further provinces.

Regions, offices, submissions, roles and people get numbers and names of their own, so that
a further nation meets the first one nowhere but in what is above both.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from imbang.disk import duckdb_files

# between those of one nation and those of the next: each has fewer
_REGIONS_APART = 1_000_000
_SUBMISSIONS_APART, _ROLES_APART = 200_000_000, 100_000_000_000_000_000
_REGIONS = frozenset(
    {
        "region_id",
        "office_id",
        "area_id",
        "province_id",
        "regency_id",
        "district_id",
        "parent_id",
        "last_id",
    }
)
_SUBMISSIONS = frozenset({"submission_id", "disagreeing_report"})
_ROLES = frozenset({"role_id", "person_id"})
_NAMED = frozenset({"identity", "person", "region_code", "code", "finding_id"})


def carried_elsewhere(file: Path, number: int) -> Path:
    """The file of what a part carries up, as that of another nation's part."""
    if number == 0:
        return file
    made = file.with_suffix(f".{number}.duckdb")
    with duckdb.connect() as work:
        duckdb_files.attach(work, file, "own", read_only=True)
        duckdb_files.attach(work, made, "other")
        work.execute("create schema other.carried")
        for table, columns in _tables(work, "carried"):
            listed = ", ".join(_moved(name, kind, number) for name, kind in columns)
            work.execute(
                f"create table other.carried.{table} as "  # noqa: S608 -- ours
                f"select {listed} from own.carried.{table}"
            )
    return made


def reference_of(file: Path, times: int, made: Path) -> Path:
    """What all parts read, with so many nations under the one that is above all."""
    with duckdb.connect() as work:
        duckdb_files.attach(work, file, "own", read_only=True)
        duckdb_files.attach(work, made, "other")
        work.execute("create schema other.reference")
        for table, columns in _tables(work, "reference"):
            name = f"reference.{table}"
            work.execute(f"create table other.{name} as from own.{name}")
            if table != "regions":
                continue
            for number in range(1, times):
                listed = ", ".join(_moved(*column, number) for column in columns)
                work.execute(
                    f"insert into other.{name} select {listed} "  # noqa: S608
                    f"from own.{name} where region_id > 0"
                )
        work.execute(
            """
            update other.reference.regions
            set
                last_id = (select max(region_id) from other.reference.regions),
                children = $1 * children, regencies = $1 * regencies,
                districts = $1 * districts, villages = $1 * villages
            where depth = 0
            """,
            [times],
        )
    return made


def _tables(
    work: duckdb.DuckDBPyConnection, schema: str
) -> Sequence[tuple[str, list[tuple[str, str]]]]:
    rows = work.execute(
        """
        select table_name, list((column_name, data_type) order by column_index)
        from duckdb_columns()
        where database_name = 'own' and schema_name = $1
        group by all
        order by all
        """,
        [schema],
    ).fetchall()
    return [(table, columns) for table, columns in rows]


def _moved(name: str, kind: str, number: int) -> str:
    if name in _REGIONS:
        moved = f"case when {name} > 0 then {name} + {number * _REGIONS_APART} else {name} end"
    elif name in _SUBMISSIONS:
        moved = f"{name} + {number * _SUBMISSIONS_APART}"
    elif name in _ROLES:
        moved = f"{name} + {number * _ROLES_APART}"
    elif name in _NAMED:
        moved = f"{name} || '/{number}'"
    else:
        moved = name
    return f"cast({moved} as {kind}) as {name}"
