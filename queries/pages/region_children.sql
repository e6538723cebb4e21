-- Which regions lie directly below a region?
-- grain: one row per region below, by name
-- $region (region): the region asked about
select
    child.code as region_code,
    child.name as region_name,
    child.level
from reference.regions as child
where
    child.parent_id = $region_id
    and child.region_id between $region_id and $region_last_id
order by child.name, child.code
