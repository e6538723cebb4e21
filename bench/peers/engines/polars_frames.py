"""What questions on base tables and on marts have in common, in polars."""

from __future__ import annotations

from typing import Any, TypeAlias

import polars as pl

Frame: TypeAlias = pl.DataFrame
Lazy: TypeAlias = pl.LazyFrame


def slice_of(table: Frame, column: str, first: Any, last: Any) -> Lazy:
    """Rows from a first value of a sorted column to a last."""
    start = table[column].search_sorted(first)
    end = table[column].search_sorted(last, side="right")
    return table[start:end].lazy()


def stated(villages: Lazy, norm: Lazy) -> Lazy:
    """Villages with their state against a norm (one row: numerator, denominator)."""
    ppks, psm = pl.col("ppks"), pl.col("psm")
    numerator, denominator = pl.col("numerator"), pl.col("denominator")
    state = (
        pl.when(ppks == 0)
        .then(pl.lit("not_needed"))
        .when(ppks.is_null() | psm.is_null())
        .then(pl.lit("unknown"))
        .when(psm == 0)
        .then(pl.lit("no_psm"))
        .when(~((numerator > 0) & (denominator > 0)))
        .then(pl.lit("unknown"))
        .when(denominator * ppks > numerator * psm)
        .then(pl.lit("short"))
        .otherwise(pl.lit("proportionate"))
    )
    return villages.join(norm, how="cross").select("code", "ppks", "psm", state)


def used(tables: dict[str, Frame]) -> Lazy:
    kinds = tables["pillar_kinds"].lazy()
    return kinds.filter((pl.col("is_in_use") == 1) & (pl.col("served_depth") >= 2))
