-- The direct reports that figures are made from, flows among them; not the plain counts
-- of villages, which are figures as they were reported. A count of pillars that
-- includes the people in registers of offices below stands for the rest only, and an
-- office's own register comes before its counts.
-- grain: one row per series, region and months [from_month, to_month)
with

counts as (
    select
        span.*,
        series.kind
    from intermediate.report_spans as span
    inner join staging.series as series using (series_id)
    where series.dataset = 'pillar_counts'
),

-- months in which offices below a region hold registers of a kind
registers_below as (
    select distinct
        above.ancestor_id as region_id,
        series.kind,
        held.from_month,
        held.to_month
    from intermediate.register_reports as held
    inner join staging.series as series using (series_id)
    inner join reference.region_ancestors as above using (region_id)
    where above.ancestor_id <> held.region_id
),

remainders as (
    select distinct
        span.* replace (
            greatest(
                span.from_month, registered.from_month, below.from_month
            ) as from_month,
            least(span.to_month, registered.to_month, below.to_month) as to_month,
            span.value - registered.active as value
        )
    from counts as span
    inner join intermediate.ladders as registered using (region_id, kind)
    inner join registers_below as below using (region_id, kind)
    where
        greatest(span.from_month, registered.from_month, below.from_month)
        < least(span.to_month, registered.to_month, below.to_month)
),

layered as (
    select
        *,
        1 as layer
    from counts
    union all by name
    select
        *,
        2 as layer
    from remainders
    union all by name
    select
        *,
        3 as layer
    from intermediate.register_reports
),

moments as (
    select distinct
        series_id,
        region_id,
        unnest([from_month, to_month]) as month
    from layered
),

pieces as (
    select
        *,
        lead(month) over (partition by series_id, region_id order by month)
            as next_month
    from moments
),

chosen as (
    select
        piece.series_id,
        piece.region_id,
        piece.month as from_month,
        piece.next_month as to_month,
        layered.value,
        true as is_complete,
        layered.period_from,
        layered.period_to
    from pieces as piece
    inner join layered using (series_id, region_id)
    where piece.month >= layered.from_month and piece.month < layered.to_month
    qualify row_number() over (
        partition by piece.series_id, piece.region_id, piece.month
        order by layered.layer desc
    ) = 1
)

select * from chosen
union all by name
select
    span.series_id,
    span.region_id,
    span.from_month,
    span.to_month,
    span.value,
    true as is_complete,
    span.period_from,
    span.period_to
from intermediate.report_spans as span
inner join staging.series as series using (series_id)
inner join reference.regions as region on span.region_id = region.region_id
where series.dataset <> 'pillar_counts' and region.depth < 4
union all by name
select * from intermediate.flow_reports
