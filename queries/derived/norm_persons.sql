-- How the number of people changes that the norm of a province, or of the nation,
-- counts: each once, from the first regency that tells of him to the last.
-- grain: one row per province or the nation, and month in which it changes
with

held as (
    select
        above.ancestor_id as region_id,
        person.person_id,
        unnest([person.from_month, person.to_month]) as month,
        unnest([1, -1]) as change
    from derived.norm_people as person
    inner join reference.region_ancestors as above
        on person.province_id = above.region_id
),

moments as (
    select
        region_id,
        person_id,
        month,
        sum(change) as change
    from held
    group by all
    having sum(change) <> 0
),

known as (
    select
        *,
        sum(change) over (
            partition by region_id, person_id order by month
        ) as times
    from moments
)

select
    region_id,
    month,
    cast(
        sum(cast(times > 0 as integer) - cast(times > change as integer)) as bigint
    ) as persons
from known
group by all
having persons <> 0
