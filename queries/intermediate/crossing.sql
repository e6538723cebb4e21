-- People whom several provinces know, in a register or a list of participants.
-- grain: one row per person
with

known as (
    select
        person.identity,
        coalesce(region.province_id, 0) as province_id
    from staging.known_people as person
    inner join reference.regions as region using (region_id)
)

select identity from staging.crossing_elsewhere
union
select identity
from known
group by identity
having count(distinct province_id) > 1
