-- The regions above every region, itself included, that figures are added up to: all of
-- them, those of a part, or the nation and its provinces.
-- grain: one row per region and ancestor
with

above as (
    select
        region_id,
        0 as ancestor_id,
        0 as ancestor_depth
    from reference.regions
    union all
    select
        region_id,
        province_id as ancestor_id,
        1 as ancestor_depth
    from reference.regions
    where depth >= 1
    union all
    select
        region_id,
        regency_id as ancestor_id,
        2 as ancestor_depth
    from reference.regions
    where depth >= 2
    union all
    select
        region_id,
        district_id as ancestor_id,
        3 as ancestor_depth
    from reference.regions
    where depth >= 3
    union all
    select
        region_id,
        region_id as ancestor_id,
        4 as ancestor_depth
    from reference.regions
    where depth = 4
)

select above.*
from above
cross join source.scope as scope
where ancestor_depth between scope.highest_depth and scope.lowest_depth
