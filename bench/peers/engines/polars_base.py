"""The questions on base tables, in polars."""

from __future__ import annotations

import polars as pl

from bench.peers.engines.polars_frames import Frame, Lazy, slice_of, stated, used

_FOREVER = 999999


def _counted(tables: dict[str, Frame]) -> Lazy:
    kinds = tables["ppks_kinds"].lazy()
    return kinds.filter(is_counted=1, unit="person").select("kind")


def _latest(reports: Lazy, month: int) -> Lazy:
    """The last report of each region and kind up to a month."""
    told = reports.filter(pl.col("month") <= month)
    return told.group_by("region_code", "kind").agg(
        pl.col("count").sort_by("month").last()
    )


def _listed(tables: dict[str, Frame], month: int) -> Lazy:
    """Roles of the registers in force, and whether each is active."""
    told = tables["registers"].lazy().filter(pl.col("month") <= month)
    in_force = told.group_by("office").agg(pl.col("month").max())
    roles = tables["roles"].lazy().join(in_force, on=["office", "month"])
    return roles.with_columns(
        is_active=(pl.col("is_active") == 1)
        & (pl.col("start_month") <= month)
        & (pl.col("end_month") > month)
    )


def _people() -> pl.Expr:
    """Distinct identities; a row without one is somebody of its own."""
    identity = pl.col("identity")
    return identity.drop_nulls().n_unique() + identity.null_count()


def coverage(tables: dict[str, Frame], province: str, month: int) -> Lazy:
    inside = tables["regions"].filter(province_code=province)
    codes = inside["code"]
    reports = slice_of(tables["reports"], "region_code", codes.min(), codes.max())
    reports = reports.join(_counted(tables), on="kind", how="semi")
    needs = (
        _latest(reports, month).group_by("region_code").agg(ppks=pl.col("count").sum())
    )
    listed = (
        _listed(tables, month)
        .filter(pl.col("kind") == "psm")
        .join(inside.lazy(), left_on="office", right_on="code", how="semi")
    )
    active = listed.filter("is_active")
    covered = listed.select("office", is_covered=pl.lit(True)).unique()
    villages = (
        inside.lazy()
        .filter(level="village")
        .join(needs, left_on="code", right_on="region_code", how="left")
        .join(
            active.group_by("region_code").agg(psm=_people()),
            left_on="code",
            right_on="region_code",
            how="left",
        )
        .join(covered, left_on="regency_code", right_on="office", how="left")
        .with_columns(
            psm=pl.when("is_covered").then(pl.col("psm").fill_null(0)).cast(pl.Int64)
        )
    )
    known = villages.filter(pl.col("ppks").is_not_null() & pl.col("psm").is_not_null())
    normed = active.join(known, left_on="office", right_on="regency_code", how="semi")
    norm = pl.concat(
        [
            known.select(numerator=pl.col("ppks").sum()),
            normed.select(denominator=_people().cast(pl.Int64)),
        ],
        how="horizontal",
    )
    return stated(villages, norm)


def trend(tables: dict[str, Frame], month: int) -> Lazy:
    told = (
        tables["reports"]
        .lazy()
        .filter(pl.col("month") <= month)
        .join(_counted(tables), on="kind", how="semi")
        .sort("region_code", "kind", "month")
    )
    before = pl.col("count").shift().over("region_code", "kind").fill_null(0)
    needs = (
        told.with_columns(change=pl.col("count") - before)
        .group_by("month")
        .agg(ppks=pl.col("change").sum())
    )
    registers = (
        tables["registers"]
        .lazy()
        .with_columns(
            until=pl.col("month").shift(-1).over("office").fill_null(_FOREVER)
        )
    )
    terms = (
        tables["roles"]
        .lazy()
        .filter(pl.col("kind") == "psm", is_active=1)
        .join(registers, on=["office", "month"])
        .select(
            pl.col("identity").fill_null("row " + pl.col("id").cast(pl.String)),
            first=pl.max_horizontal("month", "start_month"),
            until=pl.min_horizontal("until", "end_month"),
        )
        .filter(pl.col("first") < pl.col("until"))
    )
    served = _merged(terms)
    moments = pl.concat(
        [
            served.select(month="first", change=pl.lit(1)),
            served.select(month="until", change=pl.lit(-1)),
        ]
    )
    psm = moments.group_by("month").agg(psm=pl.col("change").sum())
    start = pl.concat([needs.select("month"), psm.select("month")]).select(
        month=pl.int_ranges(pl.col("month").min(), month + 1)
    )
    return (
        start.explode("month")
        .join(psm.with_columns(pl.col("month").cast(pl.Int64)), on="month", how="left")
        .join(
            needs.with_columns(pl.col("month").cast(pl.Int64)), on="month", how="left"
        )
        .sort("month")
        .select(
            "month",
            pl.col("psm").cum_sum().forward_fill(),
            pl.col("ppks").cum_sum().forward_fill(),
        )
    )


def _merged(terms: Lazy) -> Lazy:
    """Terms of the same person that touch or overlap as one."""
    reached = pl.col("until").cum_max().shift().over("identity")
    begins = reached.is_null() | (pl.col("first") > reached)
    return (
        terms.sort("identity", "first", "until")
        .with_columns(island=begins.cum_sum())
        .group_by("island")
        .agg(pl.col("first").min(), pl.col("until").max())
    )


def roles(tables: dict[str, Frame], month: int) -> Lazy:
    held = (
        _listed(tables, month)
        .with_columns(
            identity=pl.when("is_active").then("identity"),
            is_nobody=pl.col("is_active") & pl.col("identity").is_null(),
        )
        .group_by(regency_code="office", kind="kind")
        .agg(
            count=pl.col("identity").drop_nulls().n_unique().cast(pl.Int64)
            + pl.col("is_nobody").sum().cast(pl.Int64)
        )
    )
    counts = (
        _latest(tables["pillar_counts"].lazy(), month)
        .join(tables["regions"].lazy(), left_on="region_code", right_on="code")
        .group_by("regency_code", "kind")
        .agg(pl.col("count").sum())
    )
    return (
        pl.concat([held, counts])
        .join(used(tables), on="kind", how="semi")
        .group_by("regency_code", "kind")
        .agg(pl.col("count").sum())
    )
