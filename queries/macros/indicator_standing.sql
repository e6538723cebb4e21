-- Numerator and denominator of every indicator as of a month. Reports that are overdue
-- by today, or by the as-of month's last day if that is later, are missing; before,
-- they are not expected yet.
-- grain: one row per indicator and region, reported (is_there) or not
-- low_id to high_id: the regions; at_level: their level; as_of: month index; chosen:
-- an indicator, null for all
create macro indicator_standing(low_id, high_id, at_level, as_of, chosen) as table (
    with

    asked as materialized (
        select
            region_id,
            code,
            name,
            depth
        from reference.regions
        where
            region_id between low_id and high_id
            and level = at_level
    ),

    standing as (
        select *
        from results.indicator_parts
        semi join asked using (region_id)
        where
            region_id between low_id and high_id
            and (chosen is null or indicator = chosen)
            and from_month <= as_of
            and as_of < to_month
    ),

    overdue as (
        select
            indicator,
            region_id,
            sum(numerator) as numerator,
            sum(denominator) as denominator
        from results.indicator_pending
        semi join asked using (region_id)
        where
            region_id between low_id and high_id
            and (chosen is null or indicator = chosen)
            and from_month <= as_of
            and as_of < to_month
            and due_on < greatest(
                current_date, last_day(cast(month_text(as_of) || '-01' as date))
            )
        group by all
    )

    select
        indicator.indicator,
        asked.region_id,
        asked.code as region_code,
        asked.name as region_name,
        asked.depth,
        coalesce(standing.indicator, overdue.indicator) is not null as is_there,
        standing.series,
        cast(
            if(
                overdue.indicator is null,
                standing.numerator,
                coalesce(standing.numerator, 0) + overdue.numerator
            ) as bigint
        ) as numerator,
        cast(
            if(
                overdue.indicator is null,
                standing.denominator,
                coalesce(standing.denominator, 0) + overdue.denominator
            ) as bigint
        ) as denominator,
        standing.value as own_value,
        standing.beside,
        coalesce(standing.is_complete, true) as is_complete,
        standing.period
    from reference.indicators as indicator
    cross join asked
    left join standing using (indicator, region_id)
    left join overdue using (indicator, region_id)
    where chosen is null or indicator.indicator = chosen
)
