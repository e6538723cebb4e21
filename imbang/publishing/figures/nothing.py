"""What need not be run: a statement of whose subject nobody sent anything.

Most offices send some of all datasets, so most of the tables that a publish makes stay
empty, at two to four milliseconds each. A statement that reads tables of which all are
empty, `FRAMES` left aside, has no rows (`tests/queries/test_nothing.py` has DuckDB prove it
of each), and how its table looks is known once a process has made it.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

FRAMES = frozenset(
    {
        "source.scope",
        "source.horizon",
        "source.submissions",
        "staging.scope",
        "staging.horizon",
        "staging.region_numbers",
        "staging.submissions",
        "staging.series",
        "intermediate.submission_spans",
        "intermediate.office_places",
    }
)
"""What is known of offices and what they sent, whatever it is about. By itself no
statement makes rows of it that reads anything else; nor of the tables of ``reference``."""

ALWAYS = frozenset({"staging.series", "derived.norm_spans"})
"""Tables that have rows, or may have for all that can be proven, where nothing was sent."""


def comes_of(reads: Iterable[str], empty: Collection[str]) -> bool:
    """Whether nothing comes of a statement that reads these tables, given which are empty."""
    subject = [one for one in reads if is_subject(one)]
    return bool(subject) and all(one in empty for one in subject)


def is_subject(table: str) -> bool:
    """Whether a statement that reads it is about what it holds."""
    return table not in FRAMES and not table.startswith("reference.")


@dataclass
class Looks:
    """How tables of these statements look: the statement that makes each of them empty,
    and the columns that a statement gives."""

    tables: dict[str, str] = field(default_factory=dict)
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def learn(self, work: duckdb.DuckDBPyConnection, tables: Collection[str]) -> None:
        """Note how these tables look."""
        new = sorted({*tables} - self.tables.keys())
        if new:
            found = work.execute(
                "select schema_name || '.' || table_name, sql from duckdb_tables() "
                "where list_contains($1, schema_name || '.' || table_name) "
                "and database_name = 'memory'",
                [new],
            ).fetchall()
            self.tables.update(found)

    def columns_of(self, work: duckdb.DuckDBPyConnection, sql: str) -> tuple[str, ...]:
        """The columns that a statement gives; raises `duckdb.Error` where it is none."""
        if sql not in self.columns:
            described = work.execute(f"describe {sql}").fetchall()
            self.columns[sql] = tuple(name for name, *_rest in described)
        return self.columns[sql]


def looks(texts: Iterable[str]) -> Looks:
    """What this process knows of the tables that these statements make."""
    return _looks(hashlib.sha256("\0".join(texts).encode()).hexdigest())


@functools.lru_cache(maxsize=8)
def _looks(_hash: str) -> Looks:
    return Looks()
