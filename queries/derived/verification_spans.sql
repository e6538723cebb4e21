-- Verification of the list in use: DTSEN wherever this year tells of it, else DTKS.
-- What is listed is a stock that holds in a new year; what is verified in it is null
-- until it is reported.
-- grain: one row per region and months [from_month, to_month); figures are null where
-- not reported, is_complete speaks of those that are
with

moments as (
    select distinct
        region_id,
        unnest([from_month, to_month]) as month
    from marts.flows
    where dataset = 'verification'
),

spans as (
    select
        region_id,
        month as from_month,
        lead(month) over (partition by region_id order by month) as to_month
    from moments
),

told as (
    select
        span.region_id,
        span.from_month,
        span.to_month,
        flow.kind as source,
        any_value(flow.value) filter (where flow.measure = 'listed') as listed,
        any_value(flow.value) filter (where flow.measure = 'verified') as verified,
        any_value(flow.value) filter (where flow.measure = 'valid') as valid,
        any_value(flow.value) filter (where flow.measure = 'corrected') as corrected,
        bool_and(flow.is_complete) as is_complete,
        min(flow.period_to) filter (where flow.measure <> 'listed') as period,
        count(*) filter (where flow.measure <> 'listed') > 0 as is_of_this_year
    from spans as span
    inner join marts.flows as flow using (region_id)
    where
        flow.dataset = 'verification'
        and flow.from_month <= span.from_month
        and span.from_month < flow.to_month
    group by all
)

select * from told
qualify row_number() over (
    partition by region_id, from_month
    order by is_of_this_year desc, source desc
) = 1
