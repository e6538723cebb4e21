-- PMKS of the kinds counted here together, each region from its own figures of each
-- kind; persons and families apart.
-- grain: one row per region and months [from_month, to_month)
with

counted as (
    select need.*
    from marts.needs as need
    inner join reference.ppks_kinds as counted_kind using (kind)
    where counted_kind.is_counted
),

moments as (
    select distinct
        region_id,
        unnest([from_month, to_month]) as month
    from counted
),

spans as (
    select
        region_id,
        month as from_month,
        lead(month) over (partition by region_id order by month) as to_month
    from moments
)

select
    need.region_id,
    span.from_month,
    span.to_month,
    cast(sum(need.count) filter (where need.unit = 'person') as bigint)
        as ppks_persons,
    cast(sum(need.count) filter (where need.unit = 'family') as bigint)
        as ppks_families,
    bool_and(need.is_complete) filter (where need.unit = 'person') as is_complete,
    min(need.period_to) filter (where need.unit = 'person') as period
from spans as span
inner join counted as need using (region_id)
where need.from_month <= span.from_month and need.to_month > span.from_month
group by all
order by need.region_id, span.from_month
