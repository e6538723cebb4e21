"""The step ``results.verdict_families``: what a verdict needs of a region's peers.

Spread and standing out rest on all regions of a level in a province (of the nation for
provinces). At the default norm they are worked out here once for all months, by what
`imbang.analysis.verdicts` does for any other norm, so that a page need not look at peers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

TABLE = "results.verdict_families"
READS = frozenset({"derived.judged_regions"})

_EXPANDED = """
with

moments as (
    select distinct
        family_id,
        level,
        unnest([from_month, to_month]) as month
    from derived.judged_regions
),

spans as (
    select
        *,
        lead(month) over (partition by family_id, level order by month) as to_month
    from moments
)

select
    span.family_id,
    span.level,
    span.month as from_month,
    span.to_month,
    region.* exclude (family_id, level, from_month, to_month)
from spans as span
inner join derived.judged_regions as region using (family_id, level)
where region.from_month <= span.month and span.month < region.to_month
order by span.family_id, span.level, span.month, region.region_id
"""


def make(work: duckdb.DuckDBPyConnection) -> None:
    """Make `TABLE`: a row for every family and months [from_month, to_month) in which
    enough of its regions are judged; ``psm_share`` is null where none is told apart."""
    from imbang.analysis import verdicts

    rows = work.execute(_EXPANDED).df()
    keys = ["family_id", "level", "from_month", "to_month"]
    found = verdicts.families(rows[verdicts.is_judged(rows)], keys)
    work.register("found", found)
    work.execute(
        f"""
        create table {TABLE} as
        select
            cast(family_id as integer) as region_id,
            cast(level as text) as level,
            cast(from_month as integer) as from_month,
            cast(to_month as integer) as to_month,
            nullif(cast(spread as double), 'nan') as spread,
            nullif(cast(psm_share as double), 'nan') as psm_share
        from found
        where not isnan(cast(spread as double))
        order by all
        """  # noqa: S608 -- a name of ours
    )
    work.unregister("found")
