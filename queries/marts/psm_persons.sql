-- Active PSM by regency, person by person, so that they can be counted again over any
-- choice of regencies.
-- grain: one row per regency, person and months [from_month, to_month)
select
    region.region_id,
    region.province_id,
    person.person_id,
    person.from_month,
    person.to_month
from intermediate.person_steps as person
inner join reference.pillar_kinds as kind using (kind_order)
inner join reference.region_ancestors as above on person.region_id = above.region_id
inner join reference.regions as region on above.ancestor_id = region.region_id
where
    kind.kind = 'psm'
    and person.step = 'active'
    and region.depth = 2
    and (person.is_alone or person.region_id = region.region_id)
order by region.region_id, person_id
