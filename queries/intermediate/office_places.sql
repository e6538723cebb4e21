-- The regions that an office tells something of: its own, those below and those above.
-- grain: one row per office and region
select distinct
    sent.office_id,
    unnest([above.ancestor_id, above.region_id]) as region_id
from staging.submissions as sent
inner join reference.region_ancestors as above
    on sent.office_id in (above.ancestor_id, above.region_id)
