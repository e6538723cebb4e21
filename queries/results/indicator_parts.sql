-- Numerator and denominator of every indicator; the figure is made of them in the macro
-- indicator_value alone.
-- grain: one row per indicator, region and months [from_month, to_month); value only
-- where there are no two parts; series tells DTKS from DTSEN, between which no change
-- is told; period is the older of the two parts' last months, null where several items
-- are added up
with

standing as (
    select
        indicator,
        region_id,
        series,
        from_month,
        to_month,
        cast(if(numerators > 0, numerator, null) as bigint) as numerator,
        cast(if(denominators > 0, denominator, null) as bigint) as denominator,
        cast(beside as bigint) as beside,
        lacking = 0 and parts >= coalesce(parts_total, 0) as is_complete,
        cast(
            least(nullif(numerator_period, 0), nullif(denominator_period, 0)) as integer
        ) as period
    from derived.indicator_sums
),

-- months in a row that say the same are one span
begun as (
    select * from standing
    window months as (partition by indicator, region_id, series order by from_month)
    qualify not coalesce(
        numerator is not distinct from lag(numerator) over months
        and denominator is not distinct from lag(denominator) over months
        and beside is not distinct from lag(beside) over months
        and is_complete = lag(is_complete) over months
        and period is not distinct from lag(period) over months,
        false
    )
),

merged as (
    select
        * exclude (to_month),
        lead(from_month, 1, 999999) over (
            partition by indicator, region_id, series order by from_month
        ) as to_month
    from begun
),

told as (
    select
        indicator,
        region_id,
        from_month,
        to_month,
        series,
        numerator,
        denominator,
        cast(null as double) as value,
        beside,
        is_complete,
        period
    from merged
    where numerator is not null or denominator is not null
    union all by name
    select
        rows.indicator,
        rows.region_id,
        rows.from_month,
        rows.to_month,
        rows.series,
        null as numerator,
        null as denominator,
        rows.value,
        rows.beside,
        coalesce(rows.is_complete, true) as is_complete,
        rows.period
    from derived.indicator_rows as rows
    inner join reference.indicators using (indicator)
    where unit in ('index', 'days')
)

-- regions of one level have figures of one size, which takes less room
select told.*
from told
inner join reference.regions as region using (region_id)
order by indicator, region.depth, region_id, from_month
