-- How unevenly PSM are spread over PMKS: the Gini of the Lorenz curve of villages
-- sorted by PSM per PMKS, x cumulative PMKS, y cumulative PSM. Villages without PMKS
-- are not on the curve. Whole numbers until the last division; null where there is no
-- PSM at all.
-- grain: one row per region above the village and months [from_month, to_month)
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
    where above.ancestor_depth < 4
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

curves as (
    select
        span.*,
        village.ppks_persons,
        village.psm_active,
        sum(village.psm_active) over (
            partition by span.region_id, span.from_month
            order by village.psm_active / nullif(village.ppks_persons, 0)
            rows unbounded preceding
        ) as psm_up_to_here
    from spans as span
    inner join spread as village using (region_id)
    where
        village.from_month <= span.from_month
        and span.from_month < village.to_month
)

select
    curve.region_id,
    curve.from_month,
    curve.to_month,
    count(*) = any_value(region.villages) as is_complete,
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
