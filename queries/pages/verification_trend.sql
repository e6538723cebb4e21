-- How does verification go on within each year, source by source?
-- grain: one row per source and month from the first report on; null before the first
-- report of a year, because each year begins anew
-- $region (region): the region asked about
-- $as_of (month): the last month
with

figures as (
    select flow.*
    from marts.flows as flow
    where
        flow.dataset = 'verification'
        and flow.region_id = $region_id
        and flow.from_month <= $as_of
),

months as (
    select
        kind as source,
        unnest(generate_series(min(from_month), $as_of)) as month
    from figures
    group by kind
),

told as (
    select
        months.source,
        months.month,
        any_value(flow.value) filter (where flow.measure = 'listed') as listed,
        any_value(flow.value) filter (where flow.measure = 'verified') as verified,
        any_value(flow.value) filter (where flow.measure = 'valid') as valid,
        any_value(flow.value) filter (where flow.measure = 'corrected') as corrected,
        any_value(flow.value) filter (where flow.measure = 'rejected') as rejected
    from months
    left join figures as flow
        on
            months.source = flow.kind
            and months.month >= flow.from_month
            and months.month < flow.to_month
    group by all
)

select
    source,
    month_text(month) as month,
    listed,
    verified,
    valid,
    corrected,
    rejected,
    verified / nullif(listed, 0) as verified_share
from told
order by source asc, month asc
