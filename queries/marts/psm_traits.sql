-- Active PSM of registers by sex, education, age, training and decree; people, each
-- once in a region.
-- grain: one row per region, trait, category (null: nobody says) and months
-- [from_month, to_month)
with

changes as (
    select
        person.region_id,
        band.trait,
        band.category,
        unnest([
            greatest(person.from_month, band.from_month),
            least(person.to_month, band.to_month)
        ]) as month,
        unnest([1, -1]) as change
    from intermediate.person_steps as person
    inner join intermediate.trait_bands as band using (identity)
    where
        person.kind = 'psm'
        and person.step = 'active'
        and person.from_month < band.to_month
        and band.from_month < person.to_month
),

monthly as (
    select
        region_id,
        trait,
        category,
        month,
        sum(change) as change
    from changes
    group by all
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
order by region_id, trait, category, from_month
