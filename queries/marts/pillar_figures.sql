-- Active pillars of each kind: people in registers plus counts of offices that send
-- only counts. A place without a row has 0 where a register that covers it holds the
-- kind.
-- grain: one row per region, kind and months [from_month, to_month)
with

added as (
    select
        figure.*,
        series.kind
    from intermediate.figures as figure
    inner join staging.series as series using (series_id)
    where series.dataset = 'pillar_counts'
),

moments as (
    select
        region_id,
        kind,
        unnest([from_month, to_month]) as month
    from intermediate.register_regions
    union
    select
        region_id,
        kind,
        unnest([from_month, to_month]) as month
    from added
    union
    select
        region_id,
        kind,
        unnest([from_month, to_month]) as month
    from marts.pillars
    where kind is not null
),

spans as (
    select
        *,
        lead(month) over (partition by region_id, kind order by month) as to_month
    from moments
),

covered as (
    select
        span.region_id,
        span.kind,
        span.month,
        bool_or(register.is_covering) as is_covered,
        min(register.period) as period
    from spans as span
    inner join intermediate.register_regions as register using (region_id, kind)
    where register.from_month <= span.month and span.month < register.to_month
    group by all
),

counted as (
    select
        span.*,
        region.depth,
        coalesce(covered.is_covered, false) as is_covered,
        covered.period as register_period,
        pillar.active as registered,
        if(is_covered, null, added.value) as added_value,
        coalesce(added.is_complete, false) as is_complete,
        if(is_covered, null, nullif(added.period_to, 999999)) as added_period
    from spans as span
    inner join reference.regions as region using (region_id)
    left join covered using (region_id, kind, month)
    left join marts.pillars as pillar
        on
            span.region_id = pillar.region_id
            and span.kind = pillar.kind
            and span.month >= pillar.from_month
            and span.month < pillar.to_month
    left join added
        on
            span.region_id = added.region_id
            and span.kind = added.kind
            and span.month >= added.from_month
            and span.month < added.to_month
)

select
    region_id,
    kind,
    month as from_month,
    to_month,
    cast(coalesce(registered, 0) + coalesce(added_value, 0) as integer) as active,
    -- what registers add to themselves is not a count
    if(added_period is null, null, cast(added_value as integer)) as counts_only,
    is_covered or is_complete or (depth = 4 and registered is not null)
        as is_complete,
    least(register_period, added_period) as period
from counted
where is_covered or registered is not null or added_value is not null
order by kind, region_id, from_month
