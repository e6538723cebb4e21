-- People among active PSM: trained (skilled), of whom lists of participants tell
-- (listed), named in a bimtek of this year (trained_this_year).
-- grain: one row per region, step and months [from_month, to_month)
with

placed as (
    select
        person.region_id,
        person.is_alone,
        person.step,
        unnest([person.from_month, person.to_month]) as month,
        unnest([1, -1]) as change
    from intermediate.person_steps as person
    inner join reference.pillar_kinds as kind using (kind_order)
    where
        kind.kind = 'psm'
        and person.step in ('skilled', 'listed', 'trained_this_year')
),

monthly as (
    select
        above.ancestor_id as region_id,
        placed.step,
        placed.month,
        sum(placed.change) as change
    from placed
    inner join reference.region_ancestors as above
        on
            placed.region_id = above.region_id
            and (placed.is_alone or placed.region_id = above.ancestor_id)
    group by all
    having sum(placed.change) <> 0
)

select
    region_id,
    step,
    month as from_month,
    lead(month, 1, 999999) over months as to_month,
    cast(sum(change) over months as integer) as persons
from monthly
window months as (partition by region_id, step order by month)
qualify persons > 0
