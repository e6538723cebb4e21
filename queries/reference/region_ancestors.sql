-- Every ancestor of every region, itself included.
-- grain: one row per region and ancestor
with

climbed as (
    select
        region_id,
        unnest([0, province_id, regency_id, district_id, region_id]) as ancestor_id
    from reference.regions
)

select distinct
    climbed.region_id,
    climbed.ancestor_id,
    ancestor.depth as ancestor_depth
from climbed
inner join reference.regions as ancestor on climbed.ancestor_id = ancestor.region_id
order by climbed.ancestor_id, climbed.region_id
