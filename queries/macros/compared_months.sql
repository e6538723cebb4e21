-- The two months between which indicators are compared: of a stock those asked for; of
-- a flow the month that more than half of the offices have told up to, and the same
-- month of the base's year, or of the year before where that is the same.
-- grain: one row per indicator and region; last_id ends the region
-- area: region code; at_level: level of the regions; chosen: an indicator, null for
-- all; as_of, base: month indexes
create macro compared_months(area, at_level, chosen, as_of, base) as table (
    with

    asked as (
        select region.*
        from reference.regions as region
        inner join reference.regions as whole
            on region.region_id between whole.region_id and whole.last_id
        where whole.code = area and region.level = at_level
    ),

    reached as (
        select
            part.indicator,
            asked.region_id,
            quantile_disc(part.period, 0.5) as month
        from asked
        inner join reference.regions as office
            on
                office.region_id between asked.region_id and asked.last_id
                and office.depth = greatest(asked.depth, 2)
        inner join results.indicator_parts as part
            on office.region_id = part.region_id
        where
            part.from_month <= as_of
            and as_of < part.to_month
            and part.period // 12 = as_of // 12
        group by all
    )

    select
        indicator.indicator,
        indicator.is_flow,
        asked.region_id,
        asked.last_id,
        asked.depth,
        if(indicator.is_flow, coalesce(reached.month, as_of), as_of) as now_month,
        if(
            indicator.is_flow,
            now_month - 12 * greatest(1, as_of // 12 - base // 12),
            base
        ) as base_month
    from reference.indicators as indicator
    cross join asked
    left join reached using (indicator, region_id)
    where chosen is null or indicator.indicator = chosen
)
