-- How has an indicator moved, month by month, against its target?
-- grain: one row per month from the first reported to the as-of month; series changes
-- where another list is told of (DTKS, DTSEN), and no line is drawn across
-- reads: today
-- $region (region): the region asked about
-- $indicator (indicator): which indicator
-- $as_of (month): the last month
with

headed as (
    select
        unit,
        minimum_denominator
    from reference.indicators
    where indicator = $indicator
),

targeted as (
    select *
    from
        region_targets(
            $region_id,
            $region_id,
            ( -- noqa: LT14
                select level from reference.regions
                where region_id = $region_id
            )
        ) -- noqa: LT02
    where indicator = $indicator
)

select
    month_text(told.month) as month,
    cast(told.numerator as bigint) as numerator,
    cast(told.denominator as bigint) as denominator,
    cast(
        indicator_value(
            headed.unit,
            headed.minimum_denominator,
            told.numerator,
            told.denominator,
            told.value
        ) as double
    ) as value,
    not coalesce(told.is_complete, true) as is_partial,
    target.target,
    told.series,
    month_text(told.period) as period
from indicator_months($region_id, $indicator, $as_of) as told
cross join headed
left join targeted as target on told.month // 12 = target.target_year
order by told.month
