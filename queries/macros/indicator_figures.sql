-- Every indicator of every region of a level in an area, as of a month, with its parts
-- and how firmly it is reported.
-- grain: one row per indicator and region, reported or not; forecast_value is what the
-- year would bring if it went on as so far, null where nothing is to come, where parts
-- of the region tell of different months, or where the figure is partial
-- low_id to high_id: the regions; at_level: their level; as_of: month index; chosen:
-- an indicator, null for all
create macro indicator_figures(
    low_id, high_id, at_level, as_of, chosen
) as table (
    with

    headed as (
        select
            indicator,
            position,
            chain_level,
            unit,
            direction,
            lowest_depth,
            minimum_denominator,
            good_from,
            fair_from,
            forecast,
            kind,
            is_inherited
        from reference.indicators
    ),

    known as (
        select
            standing.*,
            indicator.* exclude (indicator),
            coalesce(latest.last_period, standing.period) as last_period,
            indicator_value(
                indicator.unit,
                indicator.minimum_denominator,
                standing.numerator,
                standing.denominator,
                standing.own_value
            ) as value,
            case
                when standing.depth > indicator.lowest_depth then 'not_applicable'
                when
                    standing.is_there
                    and has_parts(
                        indicator.unit, standing.numerator, standing.denominator
                    )
                    then
                        case
                            when not standing.is_complete then 'partial'
                            when coalesce(value, standing.numerator) = 0
                                then 'reported_zero'
                            else 'reported'
                        end
                when missing.kind is not null then 'not_collected'
                else 'not_reported'
            end as status
        from
            indicator_standing(low_id, high_id, at_level, as_of, chosen) as standing
        inner join headed as indicator using (indicator)
        left join
            latest_periods(low_id, high_id, at_level, as_of, chosen) as latest
            using (indicator, region_id)
        left join missing_kinds(low_id, high_id, at_level, as_of) as missing
            on
                standing.region_id = missing.region_id
                and indicator.kind = missing.kind
    )

    select
        * exclude (is_there, is_complete, own_value, last_period),
        case
            when
                status = 'reported'
                and forecast <> 'none'
                and period = last_period
                and period % 12 < 11
                and as_of % 12 < 11
                then
                    least(
                        value * 12 / (period % 12 + 1),
                        if(forecast = 'up_to_100', 100, null)
                    )
        end as forecast_value
    from known
)
