-- How has an indicator moved, month by month, against its target?
-- grain: one row per month from the first reported to the as-of month; series changes
-- where another list is told of (DTKS, DTSEN), and no line is drawn across
-- reads: today
-- $region (region): the region asked about
-- $indicator (indicator): which indicator
-- $as_of (month): the last month
with

asked as (
    select
        region_id,
        depth
    from marts.regions
    where code = $region
),

headed as (
    select * from marts.indicators
    where indicator = $indicator
),

parts as (
    select part.*
    from marts.indicator_parts as part
    inner join asked using (region_id)
    where part.indicator = $indicator and part.from_month <= $as_of
),

pending as (
    select pending.*
    from marts.indicator_pending as pending
    inner join asked using (region_id)
    where pending.indicator = $indicator and pending.from_month <= $as_of
),

months as (
    select
        cast(
            unnest(
                generate_series(
                    (
                        select min(from_month) from (
                            select from_month from parts
                            union all
                            select from_month from pending
                        ) as begun
                    ),
                    $as_of
                )
            ) as integer
        ) as month
),

overdue as (
    select
        months.month,
        sum(pending.numerator) as numerator,
        sum(pending.denominator) as denominator
    from months
    inner join pending
        on months.month >= pending.from_month and months.month < pending.to_month
    where
        pending.due_on < greatest(
            current_date, last_day(cast(month_text(months.month) || '-01' as date))
        )
    group by all
),

targeted as (
    select target.*
    from asked
    inner join
        region_targets(
            $region, (
                select level from marts.regions
                where code = $region
            )
        ) as target
        using (region_id)
    where target.indicator = $indicator
),

told as (
    select
        months.month,
        part.* exclude (numerator, denominator),
        if(
            overdue.month is null,
            part.numerator,
            coalesce(part.numerator, 0) + overdue.numerator
        ) as numerator,
        if(
            overdue.month is null,
            part.denominator,
            coalesce(part.denominator, 0) + overdue.denominator
        ) as denominator
    from months
    left join parts as part
        on months.month >= part.from_month and months.month < part.to_month
    left join overdue on months.month = overdue.month
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
from told
cross join headed
left join targeted as target on told.month // 12 = target.target_year
order by month
