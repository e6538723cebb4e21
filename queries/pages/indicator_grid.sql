-- How has an indicator, or every one, stood region by region over two years?
-- grain: one row per indicator, region of the asked level and quarter back from the
-- as-of month, nine of them; value is null where there is none, is_partial says that
-- parts of it are not reported
-- reads: today
-- $region (region): the region asked about
-- $level (level): the level of the rows
-- $as_of (month): the last month
-- $indicator (indicator, optional): the indicator; else all of them
with

asked as (
    select region.*
    from reference.regions as region
    where
        region.region_id between $region_id and $region_last_id
        and region.level = $level
),

months as (
    select cast(unnest(generate_series($as_of - 24, $as_of, 3)) as integer) as month
),

headed as (
    select * from reference.indicators
    where $indicator is null or indicator = $indicator
),

parts as (
    select
        part.indicator,
        part.region_id,
        months.month,
        part.numerator,
        part.denominator,
        part.value,
        part.is_complete
    from results.indicator_parts as part
    semi join headed using (indicator)
    semi join asked using (region_id)
    inner join
        months
        on part.from_month <= months.month and part.to_month > months.month
    union all by name
    -- what is overdue, by today or by the month's last day
    select
        pending.indicator,
        pending.region_id,
        months.month,
        pending.numerator,
        pending.denominator
    from results.indicator_pending as pending
    semi join headed using (indicator)
    semi join asked using (region_id)
    inner join months
        on pending.from_month <= months.month and pending.to_month > months.month
    where
        pending.due_on < greatest(
            current_date, last_day(cast(month_text(months.month) || '-01' as date))
        )
),

summed as (
    select
        indicator,
        region_id,
        month,
        sum(numerator) as numerator,
        sum(denominator) as denominator,
        any_value(value) as value,
        coalesce(bool_and(is_complete), true) as is_complete
    from parts
    group by all
)

select
    headed.indicator,
    asked.code as region_code,
    asked.name as region_name,
    month_text(months.month) as month,
    cast(
        indicator_value(
            headed.unit,
            headed.minimum_denominator,
            summed.numerator,
            summed.denominator,
            summed.value
        ) as double
    ) as value,
    cast(summed.numerator as bigint) as numerator,
    cast(summed.denominator as bigint) as denominator,
    coalesce(not summed.is_complete, false) as is_partial
from headed
cross join asked
cross join months
left join summed
    on
        headed.indicator = summed.indicator
        and asked.region_id = summed.region_id
        and months.month = summed.month
order by headed.position asc, region_code asc, month asc
