-- The last month that any regency of a province, or of the nation, tells of: where it
-- is not that of the others, a sum over them is of no one time.
-- grain: one row per indicator and region above the regency
-- area: region code; at_level: level of the regions; as_of: month index; chosen: an
-- indicator, null for all
create macro latest_periods(area, at_level, as_of, chosen) as table (
    select
        part.indicator,
        region.region_id,
        max(part.period) as last_period
    from reference.regions as region
    inner join reference.regions as whole
        on region.region_id between whole.region_id and whole.last_id
    inner join reference.regions as regency
        on regency.region_id between region.region_id and region.last_id
    inner join results.indicator_parts as part on regency.region_id = part.region_id
    where
        whole.code = area
        and region.level = at_level
        and region.depth < 2
        and regency.depth = 2
        and (chosen is null or part.indicator = chosen)
        and part.from_month <= as_of
        and as_of < part.to_month
    group by all
)
