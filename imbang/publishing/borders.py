"""What crosses borders: people whom the offices of several provinces know.

Each part tells whom it knows (the schema ``borders``); from that follows what a part has
to be told of the others: who of its people is known there too, what bimtek they attended
there, and what registers there say of them. Nothing else of one province bears on the
figures of another.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from imbang.disk import duckdb_files
from imbang.publishing.figures.sources import ELSEWHERE

if TYPE_CHECKING:
    import duckdb

TABLES = ("borders.people", "borders.trainings", "borders.psm_rows")


@dataclass(frozen=True)
class Elsewhere:
    """What other parts know of the people of a part: a file, and its fingerprint."""

    file: Path
    fingerprint: str


def tell(
    known: Mapping[str, Path], folder: Path, whom: Collection[str]
) -> dict[str, Elsewhere]:
    """What each part of ``whom`` is to be told; nothing where no other part knows its
    people.

    ``known`` are files with `TABLES`, by the names of the parts; what is told is
    written into ``folder``.
    """
    import duckdb

    told: dict[str, Elsewhere] = {}
    if len(known) < 2:
        return told
    with duckdb.connect() as work:
        names = list(known)
        for number, name in enumerate(names):
            duckdb_files.attach(work, known[name], f"part_{number}", read_only=True)
        for table in TABLES:
            rows = " union all by name ".join(
                f"select {number} as part, * from part_{number}.{table}"  # noqa: S608
                for number, _name in enumerate(names)
            )
            work.execute(f"create view {table.partition('.')[2]} as {rows}")
        work.execute(
            """
            create table crossing as
            select identity from people
            group by identity
            having count(distinct part) > 1
            """
        )
        for table in TABLES[1:]:
            _gather(work, table.partition(".")[2])
        work.execute(
            """
            create table known as
            select distinct part, identity from people
            semi join crossing using (identity)
            """
        )
        for number, name in enumerate(names):
            if name not in whom:
                continue
            [(people,)] = work.execute(
                "select count(*) from known where part = $1", [number]
            ).fetchall()
            if people:
                selected = {
                    "crossing": _of_own("known", number),
                    "trainings_elsewhere": _of_others("crossing_trainings", number),
                    "psm_rows_elsewhere": _of_others("crossing_psm_rows", number),
                }
                file = folder / f"{number}.elsewhere.duckdb"
                told[name] = write(work, selected, file)
    return told


def _gather(work: duckdb.DuckDBPyConnection, table: str) -> None:
    work.execute(
        f"create table crossing_{table} as "  # noqa: S608 -- a name of ours
        f"select * from {table} semi join crossing using (identity)"
    )


def write(
    work: duckdb.DuckDBPyConnection, selected: Mapping[str, str], file: Path
) -> Elsewhere:
    """Write what a part is told: what these queries of ``work`` give for each table of
    `ELSEWHERE`."""
    duckdb_files.attach(work, file, "told")
    fingerprints: list[str] = []
    for table, columns in ELSEWHERE.items():
        work.execute(f"create table told.{table} ({columns})")
        work.execute(f"insert into told.{table} by name {selected[table]} order by all")
        fingerprints.append(duckdb_files.fingerprint(work, f"told.{table}"))
    work.execute("detach told")
    return Elsewhere(file, " ".join(fingerprints))


def _of_own(table: str, number: int) -> str:
    return f"select identity from {table} where part = {number}"  # noqa: S608


def _of_others(table: str, number: int) -> str:
    columns = {
        "crossing_trainings": "identity, office_id, activity, month",
        "crossing_psm_rows": "identity, role_id, trained_month, has_decree, "
        "birth_year, sex, education",
    }[table]
    return (
        f"select distinct {columns} from {table} where part <> {number} "  # noqa: S608
        f"and identity in ({_of_own('known', number)})"
    )
