"""Runs the statements of ``queries/indicators`` and holds them to their grain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from imbang.publishing.figures import nothing
from imbang.publishing.figures.steps import Bench
from imbang.questions import indicators
from imbang.questions.indicators import DEPTHS, Indicator
from imbang.refusals import Refusal
from imbang.texts import _

if TYPE_CHECKING:
    import duckdb

TABLE = "derived.indicator_rows"
_FIXED = ("region_id", "from_month", "to_month")
_PARTS = {"numerator": "bigint", "denominator": "bigint", "value": "double"}
_OPTIONAL = {
    **_PARTS,
    "item": "text",
    "series": "text",
    "is_complete": "boolean",
    "parts": "integer",
    "parts_total": "integer",
    "period": "integer",
    "beside": "bigint",
    "due_on": "date",
}


def load_headers(work: duckdb.DuckDBPyConnection) -> None:
    """Make ``source.indicators``: what the headers say, one row an indicator."""
    texts = [
        f"{name}_{code}"
        for name in (*indicators.TEXTS, *indicators.OPTIONAL_TEXTS)
        for code in ("id", "en")
    ]
    work.execute(
        f"""
        create table source.indicators (
            indicator text, position integer, chain_level text, unit text,
            direction text, sources text, lowest_depth integer,
            minimum_denominator bigint, good_from double, fair_from double,
            forecast text, led_by text, kind text, is_flow boolean,
            {", ".join(f"{name} text" for name in texts)}
        )
        """
    )
    rows = [
        [
            one.key,
            position,
            one.chain_level,
            one.unit,
            one.direction,
            ", ".join(one.sources),
            DEPTHS[one.lowest_level],
            one.minimum_denominator,
            *(one.thresholds or (None, None)),
            one.forecast,
            ", ".join(one.led_by),
            one.kind,
            one.is_flow,
            *(one.texts.get(name) for name in texts),
        ]
        for position, one in enumerate(indicators.read_all().values(), 1)
    ]
    # one statement for all: each that is planned costs more than what it inserts
    marks = f"({', '.join('?' * len(rows[0]))})"
    work.execute(
        f"insert into source.indicators values {', '.join([marks] * len(rows))}",  # noqa: S608
        [value for row in rows for value in row],
    )


def tables_of_indicators() -> frozenset[str]:
    """The tables that `make_rows` reads."""
    read = (one.reads for one in indicators.read_all().values())
    return frozenset({"reference.regions"}.union(*read))


def make_rows(bench: Bench) -> None:
    """Make `TABLE` from all statements, or refuse the first that is not as it says."""
    work = bench.work
    optional = ", ".join(f"{name} {type}" for name, type in _OPTIONAL.items())
    work.execute(
        f"create table {TABLE} (indicator text, region_id integer, "
        f"from_month integer, to_month integer, {optional})"
    )
    for indicator in indicators.read_all().values():
        _check_columns(bench, indicator)
        if not nothing.comes_of(indicator.reads, bench.empty):
            _insert(work, indicator)
    _check_grain(work)


def _check_columns(bench: Bench, indicator: Indicator) -> None:
    import duckdb

    try:
        columns = bench.looks.columns_of(bench.work, indicator.sql)
    except duckdb.Error as error:
        raise _fault(indicator, str(error)) from error
    if missing := [name for name in _FIXED if name not in columns]:
        raise _fault(
            indicator,
            _("the statement lacks the columns {names}", names=", ".join(missing)),
        )
    if not set(columns) & {"numerator", "value"}:
        raise _fault(
            indicator, _("the statement lacks the columns {names}", names="numerator")
        )
    if unknown := [n for n in columns if n not in (*_FIXED, *_OPTIONAL)]:
        raise _fault(
            indicator,
            _("the columns {names} are not known here", names=", ".join(unknown)),
        )


def _insert(work: duckdb.DuckDBPyConnection, indicator: Indicator) -> None:
    """Add an indicator's rows, those of levels that can have it."""
    import duckdb

    try:
        work.execute(
            f"""
            insert into {TABLE} by name
            select $key as indicator, found.*
            from ({indicator.sql}) as found
            inner join reference.regions as region on found.region_id = region.region_id
            where region.depth <= $depth and found.from_month < found.to_month
            """,  # noqa: S608 -- a statement of our own files
            {"key": indicator.key, "depth": DEPTHS[indicator.lowest_level]},
        )
    except duckdb.Error as error:
        raise _fault(indicator, str(error)) from error


def _check_grain(work: duckdb.DuckDBPyConnection) -> None:
    """Refuse a statement that gives a part of a region and item twice in a month."""
    for part in _PARTS:
        offending = work.execute(
            f"""
            select twice.indicator, region.code, twice.item, month_text(from_month)
            from (
                select * from {TABLE}
                where {part} is not null
                qualify from_month < lag(to_month) over (
                    partition by indicator, region_id, item
                    order by from_month, to_month
                )
            ) as twice
            inner join reference.regions as region on twice.region_id = region.region_id
            order by region.depth desc, region.code, from_month
            limit 1
            """  # noqa: S608 -- names of ours
        ).fetchone()
        if offending is not None:
            key, region, item, month = offending
            indicator = indicators.read_all()[key]
            raise _fault(
                indicator,
                _(
                    "its grain is {grain}, yet {part} of {region} {item} is there twice "
                    "in {month}",
                    grain=indicator.grain,
                    part=part,
                    region=region,
                    item=item or "",
                    month=month,
                ),
            )


def _fault(indicator: Indicator, what: str) -> Refusal:
    return indicators.fault(indicator.key, what)
