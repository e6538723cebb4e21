-- Whom this part knows, and in which province.
-- grain: one row per person and province, 0 for the nation's office
select distinct
    person.identity,
    coalesce(region.province_id, 0) as province_id
from staging.known_people as person
inner join reference.regions as region using (region_id)
where (region.depth = 0) = (select count(*) = 0 from staging.scope)
