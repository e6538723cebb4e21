-- Provinces as they tell of themselves, and of the nation their people together, those
-- whom several know (own) once.
-- grain: as derived.norm_persons
with

told as (
    select * from parts.norm_persons
    union all by name
    select * replace (0 as region_id) from parts.norm_persons
    union all by name
    select
        0 as region_id,
        own.month,
        if(region.depth = 0, own.persons, -own.persons) as persons
    from own.norm_persons as own
    inner join reference.regions as region using (region_id)
)

select
    region_id,
    month,
    cast(sum(persons) as bigint) as persons
from told
group by all
having sum(persons) <> 0
