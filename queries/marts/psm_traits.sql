-- Active PSM of registers by sex, education, age, training and decree; people, each
-- once in a region.
-- grain: one row per region, trait, category (null: nobody says) and months
-- [from_month, to_month)
with

-- where they stand first: few enough to be added up again for each region above
placed as (
    select
        person.region_id,
        person.is_alone,
        band.trait,
        band.category,
        unnest([
            greatest(person.from_month, band.from_month),
            least(person.to_month, band.to_month)
        ]) as month,
        unnest([1, -1]) as change
    from intermediate.person_steps as person
    inner join reference.pillar_kinds as kind using (kind_order)
    inner join intermediate.trait_bands as band using (person_id)
    where
        kind.kind = 'psm'
        and person.step = 'active'
        and person.from_month < band.to_month
        and band.from_month < person.to_month
),

summed as (
    select * replace (sum(change) as change)
    from placed
    group by all
),

monthly as (
    select
        above.ancestor_id as region_id,
        summed.trait,
        summed.category,
        summed.month,
        sum(summed.change) as change
    from summed
    inner join reference.region_ancestors as above
        on
            summed.region_id = above.region_id
            and (summed.is_alone or summed.region_id = above.ancestor_id)
    group by all
    having sum(summed.change) <> 0
)

select
    region_id,
    trait,
    category,
    month as from_month,
    lead(month, 1, 999999) over months as to_month,
    cast(sum(change) over months as integer) as persons
from monthly
window months as (partition by region_id, trait, category order by month)
qualify persons > 0
order by trait, category, region_id, from_month
