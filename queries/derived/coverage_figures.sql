-- PMKS and active PSM of every region side by side, with what its villages add up to.
-- grain: one row per region and months [from_month, to_month), from 0 to 999999 without
-- a gap; null where not known
with

moments as (
    select
        region_id,
        unnest([from_month, to_month]) as month
    from marts.ppks
    union
    select
        region_id,
        unnest([from_month, to_month]) as month
    from marts.pillar_figures
    where kind = 'psm'
    union
    select
        region_id,
        unnest([from_month, to_month]) as month
    from derived.reach_sums
    union
    select
        region_id,
        unnest([0, 999999]) as month
    from staging.told_regions
),

spans as (
    select
        region_id,
        month as from_month,
        lead(month) over (partition by region_id order by month) as to_month
    from moments
)

select
    span.region_id,
    span.from_month,
    span.to_month,
    ppks.ppks_persons,
    ppks.ppks_families,
    ppks.is_complete as ppks_is_complete,
    ppks.period as ppks_period,
    psm.active as psm_active,
    psm.is_complete as psm_is_complete,
    psm.period as psm_period,
    sums.* exclude (region_id, from_month, to_month)
from spans as span
left join marts.ppks as ppks
    on
        span.region_id = ppks.region_id
        and span.from_month >= ppks.from_month
        and span.from_month < ppks.to_month
left join marts.pillar_figures as psm
    on
        span.region_id = psm.region_id
        and psm.kind = 'psm'
        and span.from_month >= psm.from_month
        and span.from_month < psm.to_month
left join derived.reach_sums as sums
    on
        span.region_id = sums.region_id
        and span.from_month >= sums.from_month
        and span.from_month < sums.to_month
where span.from_month < span.to_month
