-- The direct reports that figures are made from, flows among them. A count of pillars
-- that includes the people in registers of offices below stands for the rest only, and
-- an office's own register comes before its counts.
-- grain: one row per dataset, kind, unit, region and months [from_month, to_month)
with

-- months in which offices below a region hold registers of a kind
registers_below as (
    select distinct
        above.ancestor_id as region_id,
        held.kind,
        held.from_month,
        held.to_month
    from intermediate.register_reports as held
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
    from intermediate.report_spans as span
    inner join intermediate.ladders as registered using (region_id, kind)
    inner join registers_below as below using (region_id, kind)
    where
        span.dataset = 'pillar_counts'
        and greatest(span.from_month, registered.from_month, below.from_month)
        < least(span.to_month, registered.to_month, below.to_month)
),

layered as (
    select
        *,
        true as is_complete,
        1 as layer
    from intermediate.report_spans
    union all by name
    select
        *,
        true as is_complete,
        2 as layer
    from remainders
    union all by name
    select
        *,
        true as is_complete,
        3 as layer
    from intermediate.register_reports
),

moments as (
    select distinct
        dataset,
        kind,
        unit,
        region_id,
        unnest([from_month, to_month]) as month
    from layered
),

pieces as (
    select
        *,
        lead(month) over (
            partition by dataset, kind, unit, region_id order by month
        ) as next_month
    from moments
),

chosen as (
    select
        piece.dataset,
        piece.kind,
        piece.unit,
        piece.region_id,
        piece.month as from_month,
        piece.next_month as to_month,
        layered.value,
        layered.is_complete,
        layered.period_from,
        layered.period_to
    from pieces as piece
    inner join layered
        on
            piece.dataset = layered.dataset
            and piece.kind = layered.kind
            and piece.unit = layered.unit
            and piece.region_id = layered.region_id
            and piece.month >= layered.from_month
            and piece.month < layered.to_month
    qualify row_number() over (
        partition by
            piece.dataset, piece.kind, piece.unit, piece.region_id, piece.month
        order by layered.layer desc
    ) = 1
)

select * from chosen
union all by name
select * from intermediate.flow_reports
