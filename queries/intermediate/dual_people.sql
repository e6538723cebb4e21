-- People active in several kinds of pillars in a region.
-- grain: one row per region, person, kind and months [from_month, to_month)
with

active as (
    select
        region_id,
        identity,
        kind,
        from_month,
        to_month
    from intermediate.person_steps
    where step = 'active' and unit = 'person' and kind is not null
),

several as (
    select
        region_id,
        identity
    from active
    group by all
    having count(distinct kind) > 1
)

select * from active
semi join several using (region_id, identity)
