-- The nation and its provinces, and all regions that no part is about.
-- grain: one row per region
select region_id from own.told_regions
union
select region.region_id
from reference.regions as region
anti join parts.scope as scope on region.province_id = scope.province_id
where region.depth > 1
