"""polars on frames in memory, sorted by what rows are looked up by; queries are lazy."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeAlias

import polars as pl

from bench.peers.answers import Asked, Rows
from bench.peers.engines.protocol import Ask

Frame: TypeAlias = pl.DataFrame
Lazy: TypeAlias = pl.LazyFrame
_FOREVER = 999999


def build(folder: Path, design: str, tables: tuple[str, ...]) -> None:
    """Nothing is made: the files are read by each process."""


def open_tables(folder: Path, design: str) -> Ask:
    """Answers from the frames."""
    kept = {
        file.stem: pl.read_parquet(file) for file in (folder / design).glob("*.parquet")
    }
    tables = {name: _lean(frame) for name, frame in kept.items()}
    answers = _BASE if design == "base" else _MARTS

    def ask(question: str, asked: Asked) -> Rows:
        answer: Lazy = answers[question](tables, **asked)
        rows: Rows = answer.collect().rows()
        return rows

    return ask


def _lean(frame: Frame) -> Frame:
    """Words that are written again and again become numbers."""
    words = [name for name in ("kind", "unit", "level") if name in frame.columns]
    frame = frame.with_columns(pl.col(words).cast(pl.Categorical))
    for first in ("region_code", "region_id"):
        if frame.columns[0] == first:
            frame = frame.with_columns(pl.col(first).set_sorted())
    return frame


def _slice(table: Frame, column: str, first: Any, last: Any) -> Lazy:
    """Rows from a first value of a sorted column to a last."""
    start = table[column].search_sorted(first)
    end = table[column].search_sorted(last, side="right")
    return table[start:end].lazy()


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


def _base_coverage(tables: dict[str, Frame], province: str, month: int) -> Lazy:
    inside = tables["regions"].filter(province_code=province)
    codes = inside["code"]
    reports = _slice(tables["reports"], "region_code", codes.min(), codes.max())
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
    return _stated(villages, norm)


def _stated(villages: Lazy, norm: Lazy) -> Lazy:
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


def _base_trend(tables: dict[str, Frame], month: int) -> Lazy:
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


def _used(tables: dict[str, Frame]) -> Lazy:
    kinds = tables["pillar_kinds"].lazy()
    return kinds.filter((pl.col("is_in_use") == 1) & (pl.col("served_depth") >= 2))


def _base_roles(tables: dict[str, Frame], month: int) -> Lazy:
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
        .join(_used(tables), on="kind", how="semi")
        .group_by("regency_code", "kind")
        .agg(pl.col("count").sum())
    )


def _standing(table: Lazy, month: int) -> Lazy:
    return table.filter(pl.col("from_month") <= month, pl.col("to_month") > month)


def _marts_coverage(tables: dict[str, Frame], province: str, month: int) -> Lazy:
    inside = tables["regions"].filter(province_code=province)
    first, last = inside["region_id"].min(), inside["region_id"].max()

    def asked(name: str) -> Lazy:
        return _standing(_slice(tables[name], "region_id", first, last), month)

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
    return _stated(found.filter(level="village"), norm)


def _marts_trend(tables: dict[str, Frame], month: int) -> Lazy:
    psm = _slice(tables["pillar_figures"], "region_id", 0, 0)
    psm = psm.filter(pl.col("kind") == "psm")
    needs = _slice(tables["ppks"], "region_id", 0, 0)
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


def _marts_roles(tables: dict[str, Frame], month: int) -> Lazy:
    regencies = tables["regions"].lazy().filter(level="regency")
    return (
        _standing(tables["pillar_figures"].lazy(), month)
        .join(_used(tables), on="kind", how="semi")
        .join(regencies, on="region_id")
        .select("code", "kind", "active")
    )


_BASE: dict[str, Any] = {
    "coverage": _base_coverage,
    "trend": _base_trend,
    "roles": _base_roles,
}
_MARTS: dict[str, Any] = {
    "coverage": _marts_coverage,
    "trend": _marts_trend,
    "roles": _marts_roles,
}
