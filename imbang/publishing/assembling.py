"""A snapshot put together from parts: all anew, or the last one with some exchanged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from imbang.disk import duckdb_files
from imbang.publishing import parts
from imbang.publishing.figures import building
from imbang.publishing.parts import Made
from imbang.reference.levels import NATION

if TYPE_CHECKING:
    import duckdb

ROW_GROUP = 16384
"""Rows that are read or passed over together: few, since a page asks for one region's."""
_BY_PROVINCE = frozenset({"marts.map_layers"})


def write(file: Path, made: Sequence[Made]) -> None:
    """Write a snapshot's ``file`` from parts, what all of them read and the nation's."""
    with _attached(file, made) as work:
        _write(work, made)


def exchange(
    file: Path, made: Sequence[Made], gone: Sequence[str], here: Sequence[str] = ()
) -> None:
    """Exchange rows of a snapshot's ``file``: those of the provinces ``gone``, by their
    codes, give way to those of ``made``.

    With the nation's part in ``made`` its rows are exchanged, too; ``here`` are then the
    codes of all provinces whose rows stay.
    """
    if made:
        with _attached(file, made) as work:
            _exchange(work, made, gone, here)


@contextmanager
def _attached(file: Path, made: Sequence[Made]) -> Iterator[duckdb.DuckDBPyConnection]:
    import duckdb

    with duckdb.connect() as work:
        work.execute("set memory_limit = '2GB'")
        work.execute("set temp_directory = ?", [str(file.with_suffix(".spill"))])
        # written again in groups of another size otherwise
        duckdb_files.attach(work, file, "snapshot", row_group=ROW_GROUP)
        for number, one in enumerate(made):
            duckdb_files.attach(work, one.figures, f"part_{number}", read_only=True)
        # table by table: in one transaction groups would be of the usual size
        yield work
        work.execute("checkpoint snapshot")


def _write(work: duckdb.DuckDBPyConnection, made: Sequence[Made]) -> None:
    work.execute("set checkpoint_threshold = '1KB'")
    for schema in building.PUBLISHED:
        work.execute(f"create schema snapshot.{schema}")
    for table in _tables(made):
        work.execute(f"create table snapshot.{table} as {_rows(table, made)}")
    work.execute("use snapshot")
    work.begin()
    for macro in building.macros():
        work.execute(macro)
    work.commit()


def _exchange(
    work: duckdb.DuckDBPyConnection,
    made: Sequence[Made],
    gone: Sequence[str],
    here: Sequence[str],
) -> None:
    has_nation = any(one.label == NATION for one in made)
    within = _within(work, gone, has_nation)
    # what stays of those tables whose other rows are made with the nation
    without = f"not {_within(work, here, has_nation)}" if has_nation else within
    tables = [one for one in _tables(made) if not one.startswith("reference.")]
    columns = {
        table: [
            name
            for name, *_rest in work.execute(f"describe snapshot.{table}").fetchall()
        ]
        for table in tables
    }
    # those whose rows are another table's go first
    for table in sorted(tables, key=lambda one: one not in parts.OWNED):
        if table in parts.OF_THE_NATION:
            where = "true"
        elif table in parts.OF_ALL_REGIONS:
            where = parts.owned(columns[table], table, without)
        elif table in _BY_PROVINCE:
            where = "list_contains($1, province_code)"
        else:
            where = parts.owned(columns[table], table, within, "snapshot.")
        given = [list(gone)] if table in _BY_PROVINCE else []
        work.execute(f"delete from snapshot.{table} where {where}", given)  # noqa: S608
    for table in tables:
        work.execute(f"insert into snapshot.{table} by name {_rows(table, made)}")


def _within(
    work: duckdb.DuckDBPyConnection, provinces: Sequence[str], with_nation: bool
) -> str:
    """The ids of the regions of some provinces, and of the nation, as a condition."""
    spans = work.execute(
        "select region_id, last_id from snapshot.reference.regions "
        "where depth = 1 and list_contains($1, code) order by all",
        [list(provinces)],
    ).fetchall()
    either = ["{} = 0"] if with_nation else []
    either += [f"{{}} between {first} and {last}" for first, last in spans]
    return f"({' or '.join(either) or 'false'})"


def _tables(made: Sequence[Made]) -> list[str]:
    return sorted({table for one in made for table in one.fingerprints})


def _rows(table: str, made: Iterable[Made]) -> str:
    return " union all by name ".join(
        f"select * from part_{number}.{table}"  # noqa: S608 -- names of ours
        for number, one in enumerate(made)
        if table in one.fingerprints
    )
