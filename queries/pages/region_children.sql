-- Which regions lie directly below a region?
-- grain: one row per region below, by name
-- $region (region): the region asked about
select
    child.code as region_code,
    child.name as region_name,
    child.level
from reference.regions as region
inner join reference.regions as child on region.region_id = child.parent_id
where region.code = $region
order by child.name, child.code
