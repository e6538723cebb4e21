-- Numerator and denominator of one indicator month by month, with what is overdue by
-- today or by the month's last day, whichever is later.
-- grain: one row per month from the first told of to the as-of month
-- region: its number; chosen: the indicator; as_of: month index
create macro indicator_months(region, chosen, as_of) as table (
    with

    parts as (
        select * from results.indicator_parts
        where region_id = region and indicator = chosen and from_month <= as_of
    ),

    pending as (
        select * from results.indicator_pending
        where region_id = region and indicator = chosen and from_month <= as_of
    ),

    begun as (
        select from_month from parts
        union all
        select from_month from pending
    ),

    months as (
        select cast(unnest(generate_series(first_month, as_of)) as integer) as month
        from (select min(from_month) as first_month from begun) as first
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
    )

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
