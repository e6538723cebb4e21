-- The last month that any regency of a province, or of the nation, tells of: where it
-- is not that of the others, a sum over them is of no one time.
-- grain: one row per indicator and region above the regency
-- low_id to high_id: the regions; at_level: their level; as_of: month index; chosen:
-- an indicator, null for all
create macro latest_periods(low_id, high_id, at_level, as_of, chosen) as table (
    select
        part.indicator,
        region.region_id,
        max(part.period) as last_period
    from reference.regions as region
    inner join reference.regions as regency
        on regency.region_id between region.region_id and region.last_id
    inner join results.indicator_parts as part on regency.region_id = part.region_id
    where
        region.region_id between low_id and high_id
        and region.level = at_level
        and region.depth < 2
        and regency.depth = 2
        and (chosen is null or part.indicator = chosen)
        and part.region_id between low_id and high_id
        and part.from_month <= as_of
        and as_of < part.to_month
    group by all
)
