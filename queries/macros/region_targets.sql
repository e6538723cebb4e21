-- What indicators are to reach in each region of a level in an area. A target of a rate
-- is also that of the regions below, the nearest counts; that of a count never is.
-- grain: one row per indicator, region and year with a target; target_region is whose
-- it is
-- area: region code; at_level: level of the regions
create macro region_targets(area, at_level) as table (
    select
        target.indicator,
        region.region_id,
        target.target_year,
        arg_max(target.target_value, target.depth) as target,
        arg_max(owner.code, target.depth) as target_region,
        arg_max(target.local_code, target.depth) as local_code
    from marts.targets as target
    inner join reference.indicators as indicator using (indicator)
    inner join reference.regions as owner on target.region_id = owner.region_id
    inner join reference.regions as region
        on region.region_id between owner.region_id and owner.last_id
    inner join reference.regions as whole
        on region.region_id between whole.region_id and whole.last_id
    where
        whole.code = area
        and region.level = at_level
        and region.depth <= indicator.lowest_depth
        and (indicator.is_inherited or owner.region_id = region.region_id)
    group by all
)
