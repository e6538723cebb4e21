-- Active PSM of the registers of a regency, as numbers: people, not roles.
-- grain: one row per regency, person and months [from_month, to_month); a person has
-- one number wherever, below zero whom several provinces know
select
    region.region_id,
    region.province_id,
    if(
        crossing.identity is null,
        16777216 * cast(region.province_id as bigint) + dense_rank() over (
            partition by region.province_id, crossing.identity is null
            order by person.identity
        ),
        -cast(hash(person.identity) >> 2 as bigint)
    ) as person_id,
    person.from_month,
    person.to_month
from intermediate.person_steps as person
inner join reference.regions as region using (region_id)
left join intermediate.crossing as crossing on person.identity = crossing.identity
where person.kind = 'psm' and person.step = 'active' and region.depth = 2
order by region.region_id, person_id
