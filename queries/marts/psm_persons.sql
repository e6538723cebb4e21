-- Active PSM by regency, person by person, so that they can be counted again over any
-- choice of regencies.
-- grain: one row per regency, person and months [from_month, to_month)
select
    region.region_id,
    region.province_id,
    cast(dense_rank() over (order by person.identity) as integer) as person_id,
    person.from_month,
    person.to_month
from intermediate.person_steps as person
inner join reference.regions as region using (region_id)
where person.kind = 'psm' and person.step = 'active' and region.depth = 2
order by region.region_id, person_id
