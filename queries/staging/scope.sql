-- The provinces whose figures are made, each by itself.
-- grain: one row per province that a part is about; none for the nation
select
    region.region_id as province_id,
    region.last_id
from source.scope as scope
inner join reference.regions as region on list_contains(scope.provinces, region.code)
where region.depth = 1
