-- What indicators are to reach in each region of a level in an area. A target of a rate
-- is also that of the regions below, the nearest counts; that of a count never is.
-- grain: one row per indicator, region and year with a target; target_region is whose
-- it is
-- low_id to high_id: the regions; at_level: their level
create macro region_targets(low_id, high_id, at_level) as table (
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
    where
        region.region_id between low_id and high_id
        and region.level = at_level
        and region.depth <= indicator.lowest_depth
        and (indicator.is_inherited or owner.region_id = region.region_id)
    group by all
)
