-- The number of every region, also of those that a part is not about.
-- grain: one row per region
select
    code,
    region_id
from reference.regions
