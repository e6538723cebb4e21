-- Every ancestor of every region, itself included.
-- grain: one row per region and ancestor
with

climbed as (
    select
        region_id,
        unnest([
            0,
            province_id,
            regency_id,
            district_id,
            case when depth = 4 then region_id end
        ]) as ancestor_id,
        unnest([0, 1, 2, 3, 4]) as ancestor_depth
    from reference.regions
)

select
    region_id,
    ancestor_id,
    ancestor_depth
from climbed
where ancestor_id is not null
order by ancestor_id, region_id
