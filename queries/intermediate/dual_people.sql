-- People active in several kinds of pillars in a region.
-- grain: one row per region, person, kind and months [from_month, to_month)
with

active as (
    select
        person.region_id,
        person.person_id,
        kind.kind,
        person.from_month,
        person.to_month
    from intermediate.person_steps as person
    inner join reference.pillar_kinds as kind using (kind_order)
    where
        person.step = 'active' and kind.unit = 'person' and not person.is_alone
),

several as (
    select
        region_id,
        person_id
    from active
    group by all
    having count(distinct kind) > 1
)

select * from active
semi join several using (region_id, person_id)
