-- Which regions lie above a region, from the province down to the region itself?
-- grain: one row per region on the way
-- $region (region): the region asked about
select
    above.code as region_code,
    above.name as region_name,
    above.level
from reference.regions as region
inner join reference.region_ancestors as climbed using (region_id)
inner join reference.regions as above on climbed.ancestor_id = above.region_id
where
    region.region_id = $region_id
    and (above.depth > 0 or region.depth = 0)
order by above.depth
