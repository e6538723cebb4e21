-- How many people came once, how many again and again?
-- grain: one row per number of bimtek attended, people known by identity only
-- $region (region): the region that they come from
-- $as_of (month): the last month looked at
with

people as (
    select
        list.person_id,
        least(count(distinct list.activity_id), 4) as times
    from marts.attendances as list
    where
        list.region_id between $region_id and $region_last_id
        and list.kind = 'bimtek'
        and list.is_attended
        and list.person_id is not null
        and list.month <= $as_of
    group by all
)

select
    cast(times as integer) as times,
    count(*) as persons
from people
group by times
order by times
