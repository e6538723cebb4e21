-- What happened to PMKS of the kinds counted here, all kinds together: cases by
-- measure, and persons who left the list as self-reliant.
-- grain: one row per dataset, measure, region and months [from_month, to_month); kinds
-- is how many kinds were reported
with

counted as (
    select flow.*
    from marts.flows as flow
    inner join reference.ppks_kinds as need using (kind)
    where
        need.is_counted
        and (
            flow.dataset = 'cases'
            or (
                flow.dataset = 'ppks'
                and flow.measure = 'independent'
                and flow.unit = 'person'
            )
        )
),

moments as (
    select distinct
        dataset,
        measure,
        region_id,
        unnest([from_month, to_month]) as month
    from counted
),

spans as (
    select
        dataset,
        measure,
        region_id,
        month as from_month,
        lead(month) over (
            partition by dataset, measure, region_id order by month
        ) as to_month
    from moments
)

select
    span.*,
    cast(sum(flow.value) as bigint) as value,
    count(*) as kinds,
    bool_and(flow.is_complete) as is_complete,
    min(flow.period_to) as period
from spans as span
inner join counted as flow using (dataset, measure, region_id)
where flow.from_month <= span.from_month and span.from_month < flow.to_month
group by all
