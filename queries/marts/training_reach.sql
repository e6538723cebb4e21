-- Active PSM of registers who attended a bimtek this year, in three years, ever; and
-- those not identified, of whom it cannot be known. People, each once in a region.
-- grain: one row per region, reach (this_year, three_years, ever, unidentified) and
-- months [from_month, to_month)
with

active as (
    select person.*
    from intermediate.person_steps as person
    inner join reference.pillar_kinds as kind using (kind_order)
    where kind.kind = 'psm' and person.step = 'active'
),

spans as (
    select
        person.region_id,
        person.is_alone,
        trained.reach,
        greatest(person.from_month, trained.from_month) as from_month,
        least(person.to_month, trained.to_month) as to_month
    from active as person
    inner join intermediate.trained_spans as trained using (person_id)
    where
        person.from_month < trained.to_month
        and trained.from_month < person.to_month
    union all
    select
        region_id,
        is_alone,
        'unidentified' as reach,
        from_month,
        to_month
    from active
    where person_id < 0
),

monthly as (
    select
        above.ancestor_id as region_id,
        changes.reach,
        changes.month,
        sum(changes.change) as change
    from (
        select
            * exclude (from_month, to_month),
            unnest([from_month, to_month]) as month,
            unnest([1, -1]) as change
        from spans
    ) as changes
    inner join reference.region_ancestors as above
        on
            changes.region_id = above.region_id
            and (changes.is_alone or changes.region_id = above.ancestor_id)
    group by all
    having sum(changes.change) <> 0
)

select
    region_id,
    reach,
    month as from_month,
    lead(month, 1, 999999) over months as to_month,
    cast(sum(change) over months as integer) as persons
from monthly
window months as (partition by region_id, reach order by month)
qualify persons > 0
order by region_id, reach, from_month
