-- The regions of which coverage is told, whether anything is known of them or not.
-- grain: one row per region
select region_id
from reference.region_ancestors
where region_id = ancestor_id
