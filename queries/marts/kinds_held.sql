-- People by how many of the kinds of pillars in use they are active in at once.
-- grain: one row per region, number of kinds (2, or 3 for more) and months [from_month,
-- to_month)
with

held as (
    select
        person.region_id,
        person.person_id,
        unnest([person.from_month, person.to_month]) as month,
        unnest([1, -1]) as change
    from intermediate.dual_people as person
    inner join reference.pillar_kinds as kind using (kind)
    where kind.is_in_use
),

moments as (
    select
        region_id,
        person_id,
        month,
        sum(change) as change
    from held
    group by all
),

spans as (
    select
        region_id,
        month as from_month,
        lead(month) over months as to_month,
        least(sum(change) over months, 3) as kinds
    from moments
    window months as (partition by region_id, person_id order by month)
),

changes as (
    select
        region_id,
        kinds,
        unnest([from_month, to_month]) as month,
        unnest([1, -1]) as change
    from spans
    where kinds >= 2
),

monthly as (
    select
        region_id,
        kinds,
        month,
        sum(change) as change
    from changes
    group by all
    having sum(change) <> 0
)

select
    region_id,
    cast(kinds as integer) as kinds,
    month as from_month,
    lead(month, 1, 999999) over months as to_month,
    cast(sum(change) over months as integer) as persons
from monthly
window months as (partition by region_id, kinds order by month)
qualify persons > 0
order by region_id, kinds, from_month
