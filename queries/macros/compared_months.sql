-- The two months between which indicators are compared: of a stock those asked for; of
-- a flow the month that more than half of the offices have told up to, and the same
-- month of the base's year, or of the year before where that is the same.
-- grain: one row per indicator and region; last_id ends the region
-- low_id to high_id: the regions; at_level: their level; chosen: an indicator, null
-- for all; as_of, base: month indexes
create macro compared_months(
    low_id, high_id, at_level, chosen, as_of, base
) as table (
    with

    asked as (
        select *
        from reference.regions
        where
            region_id between low_id and high_id
            and level = at_level
    ),

    -- regencies tell, of what lies in one it tells itself
    offices as (
        select
            office.region_id as office_id,
            ancestor_at(
                level.depth,
                office.province_id,
                office.regency_id,
                office.district_id,
                office.region_id
            ) as region_id
        from reference.regions as office
        inner join reference.levels as level
            on office.depth = greatest(level.depth, 2)
        where
            level.level = at_level
            and office.region_id between low_id and high_id
    ),

    reached as (
        select
            part.indicator,
            office.region_id,
            quantile_disc(part.period, 0.5) as month
        from offices as office
        inner join results.indicator_parts as part
            on office.office_id = part.region_id
        where
            part.region_id between low_id and high_id
            and part.from_month <= as_of
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
