-- What offices reported over months, by number. Where one office reported a year, and
-- each month once, as figures that stand by themselves, there is nothing to choose or
-- to add up: the rows of that year are plain.
-- grain: as staging.flows; next_month is that of the year's next row
with

numbered as (
    select
        key.flow_id,
        flow.region_id,
        flow.office_id,
        flow.office_depth,
        flow.year,
        flow.month,
        flow.flow = 'monthly' as is_monthly,
        flow.from_month,
        flow.period_to,
        flow.submission_id,
        flow.value,
        -- each month is there once: as many different ones as there are rows
        flow.flow = 'cumulative'
        and bit_count(bit_or(1 << (flow.month % 12)) over year) = count(*) over year
        and min(flow.office_id) over year = max(flow.office_id) over year as is_alone
    from staging.flows as flow
    inner join staging.flow_keys as key
        using (dataset, kind, fund_source, unit, measure)
    window year as (partition by key.flow_id, flow.region_id, flow.year)
)

select
    * exclude (is_alone),
    bool_and(is_alone) over (partition by flow_id, region_id, year) as is_plain,
    lead(month) over (partition by flow_id, region_id, year order by month)
        as next_month
from numbered
