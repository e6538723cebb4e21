-- How unevenly PSM are spread over PMKS: the Gini of the Lorenz curve of villages
-- sorted by PSM per PMKS, x cumulative PMKS, y cumulative PSM. Villages without PMKS
-- are not on the curve. Whole numbers until the last division; null where there is no
-- PSM at all.
-- grain: one row per region above the lowest level that figures are added up to (the
-- village; where the nation is made the province, whose own are there already) and
-- months [from_month, to_month)
with

spread as (
    select
        above.ancestor_id as region_id,
        village.from_month,
        village.to_month,
        village.ppks_persons,
        village.psm_active
    from derived.village_figures as village
    inner join reference.region_ancestors as above using (region_id)
    where
        above.ancestor_depth < (
            select max(lowest.ancestor_depth)
            from reference.region_ancestors as lowest
        )
),

moments as (
    select distinct
        region_id,
        unnest([from_month, to_month]) as month
    from spread
),

spans as (
    select
        region_id,
        month as from_month,
        lead(month) over (partition by region_id order by month) as to_month
    from moments
),

-- villages with as many PSM per PMKS are one straight piece of the curve
pieces as (
    select
        span.*,
        village.psm_active / nullif(village.ppks_persons, 0) as psm_per_ppks,
        count(*) as villages,
        sum(village.ppks_persons) as ppks_persons,
        sum(village.psm_active) as psm_active
    from spans as span
    inner join spread as village using (region_id)
    where
        village.from_month <= span.from_month
        and span.from_month < village.to_month
    group by all
),

curves as (
    select
        *,
        sum(psm_active) over (
            partition by region_id, from_month
            order by psm_per_ppks
            rows unbounded preceding
        ) as psm_up_to_here
    from pieces
)

select
    curve.region_id,
    curve.from_month,
    curve.to_month,
    sum(curve.villages) = any_value(region.villages) as is_complete,
    1 - sum(curve.ppks_persons * (2 * curve.psm_up_to_here - curve.psm_active))
    filter (where curve.ppks_persons > 0)
    / nullif(
        sum(curve.ppks_persons)
        * sum(curve.psm_active) filter (where curve.ppks_persons > 0),
        0
    ) as gini
from curves as curve
inner join reference.regions as region using (region_id)
group by all
