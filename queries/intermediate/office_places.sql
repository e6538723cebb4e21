-- The regions that an office tells something of: its own, those below and those above.
-- grain: one row per office and region
with

offices as (
    select distinct office_id from staging.submissions
)

select
    office.office_id,
    below.region_id
from offices as office
inner join reference.region_ancestors as below
    on office.office_id = below.ancestor_id
union
-- of the nation's office every region, where they are not added up to the nation too
select
    office.office_id,
    region.region_id
from offices as office
cross join reference.regions as region
where office.office_id = 0
union
select
    office.office_id,
    above.ancestor_id as region_id
from offices as office
inner join reference.region_ancestors as above on office.office_id = above.region_id
