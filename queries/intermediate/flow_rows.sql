-- What offices reported over months, by number. Where one office reported a year, and
-- each month once, as figures that stand by themselves, there is nothing to choose or
-- to add up: the rows of that year are plain.
-- grain: as staging.flows; next_month is that of a plain year's next row
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
        flow.flow = 'cumulative' as is_cumulative,
        flow.from_month,
        flow.period_to,
        flow.submission_id,
        flow.value
    from staging.flows as flow
    inner join staging.flow_keys as key
        using (dataset, kind, fund_source, unit, measure)
),

-- the months of a year as bits, and whether each is there once: as many different ones
-- as there are rows
years as (
    select
        flow_id,
        region_id,
        year,
        bit_or(1 << (month % 12)) as months,
        bool_and(is_cumulative)
        and bit_count(months) = count(*)
        and min(office_id) = max(office_id) as is_plain
    from numbered
    group by all
),

told as (
    select
        flow.* exclude (is_cumulative),
        year.is_plain,
        year.months >> (flow.month % 12 + 1) as later
    from numbered as flow
    inner join years as year using (flow_id, region_id, year)
)

select
    * exclude (later),
    -- as many months on as there are bits to the lowest after its own
    if(
        is_plain and later > 0,
        month + 1 + bit_count((later & -later) - 1),
        null
    ) as next_month
from told
