"""The questions on marts, in polars."""

from __future__ import annotations

import polars as pl

from bench.peers.engines.polars_frames import Frame, Lazy, slice_of, stated, used


def _standing(table: Lazy, month: int) -> Lazy:
    return table.filter(pl.col("from_month") <= month, pl.col("to_month") > month)


def coverage(tables: dict[str, Frame], province: str, month: int) -> Lazy:
    inside = tables["regions"].filter(province_code=province)
    first, last = inside["region_id"].min(), inside["region_id"].max()

    def asked(name: str) -> Lazy:
        return _standing(slice_of(tables[name], "region_id", first, last), month)

    figures = asked("pillar_figures").filter(pl.col("kind") == "psm")
    found = (
        inside.lazy()
        .join(asked("ppks"), on="region_id", how="left")
        .join(figures, on="region_id", how="left")
        .with_columns(ppks=pl.col("ppks_persons"), psm=pl.col("active").cast(pl.Int64))
    )
    regencies = found.filter(
        pl.col("level") == "regency",
        pl.col("ppks").is_not_null(),
        pl.col("psm").is_not_null(),
    )
    people = asked("psm_persons").join(regencies, on="region_id", how="semi")
    norm = pl.concat(
        [
            regencies.select(
                numerator=pl.col("ppks").sum(),
                counts_only=pl.col("counts_only").sum().cast(pl.Int64),
            ),
            people.select(people=pl.col("person_id").n_unique().cast(pl.Int64)),
        ],
        how="horizontal",
    ).select("numerator", denominator=pl.col("counts_only") + pl.col("people"))
    return stated(found.filter(level="village"), norm)


def trend(tables: dict[str, Frame], month: int) -> Lazy:
    psm = slice_of(tables["pillar_figures"], "region_id", 0, 0)
    psm = psm.filter(pl.col("kind") == "psm")
    needs = slice_of(tables["ppks"], "region_id", 0, 0)
    months = pl.concat([psm.select("from_month"), needs.select("from_month")]).select(
        month=pl.int_ranges(pl.col("from_month").min(), month + 1, dtype=pl.Int32)
    )
    months = months.explode("month")
    for table, value in ((psm, "active"), (needs, "ppks_persons")):
        spans = table.select("from_month", "to_month", value).sort("from_month")
        months = (
            months.join_asof(spans, left_on="month", right_on="from_month")
            .with_columns(pl.when(pl.col("month") < pl.col("to_month")).then(value))
            .drop("from_month", "to_month", strict=False)
        )
    return months.select("month", "active", "ppks_persons")


def roles(tables: dict[str, Frame], month: int) -> Lazy:
    regencies = tables["regions"].lazy().filter(level="regency")
    return (
        _standing(tables["pillar_figures"].lazy(), month)
        .join(used(tables), on="kind", how="semi")
        .join(regencies, on="region_id")
        .select("code", "kind", "active")
    )
