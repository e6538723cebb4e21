"""The settings that bear on figures, as the schema ``source`` that queries read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from imbang.reference import kinds
from imbang.reference.ratios import read_norm
from imbang.settings.readers import Override
from imbang.settings.settings import Values

if TYPE_CHECKING:
    import duckdb


def load(work: duckdb.DuckDBPyConnection, settings: Values) -> None:
    """Make ``source.settings``, one row, and ``source.expectation_overrides``."""
    norm = None if settings["norm"] is None else read_norm(settings["norm"])
    kind_set, counted = settings["kind_set"], settings["counted_kinds"]
    work.execute(
        """
        create table source.settings as
        select
            cast($1 as bigint) as norm_numerator,
            cast($2 as bigint) as norm_denominator,
            cast($3 as text) as kind_set,
            cast($4 as text[]) as pillar_kinds,
            cast($5 as text) as counted_kinds,
            cast($6 as text[]) as ppks_kinds
        """,
        [
            norm and norm.numerator,
            norm and norm.denominator,
            kind_set,
            list(kinds.pillar_kinds_in(kind_set)),
            counted,
            list(kinds.ppks_kinds_in(counted)),
        ],
    )
    _load_overrides(work, settings["expectations"])


def _load_overrides(
    work: duckdb.DuckDBPyConnection, overrides: Sequence[Override]
) -> None:
    work.execute(
        """
        create table source.expectation_overrides (
            office text, dataset text, due_days integer, is_collected boolean
        )
        """
    )
    for one in overrides:
        work.execute(
            "insert into source.expectation_overrides values (?, ?, ?, ?)",
            [
                one["office"],
                one["dataset"],
                one.get("due_days"),
                one.get("collected", True),
            ],
        )
