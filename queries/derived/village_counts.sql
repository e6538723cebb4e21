-- What is asked of villages (with_psm: is there an active PSM, proportionate: is it so,
-- or needs it none): of how many it is known, and how many it holds for.
-- grain: one row per region, question and months [from_month, to_month)
with

asked as (
    select
        'proportionate' as question,
        region_id,
        from_month,
        to_month,
        is_served as is_so
    from derived.village_states
    union all
    select
        'with_psm' as question,
        psm.region_id,
        psm.from_month,
        psm.to_month,
        psm.active > 0 as is_so
    from marts.pillar_figures as psm
    inner join reference.regions as village on psm.region_id = village.region_id
    where psm.kind = 'psm' and village.depth = 4
),

of_villages as (
    select
        question,
        region_id,
        month,
        sum(change) as known,
        coalesce(sum(change) filter (where is_so), 0) as so
    from (
        select
            * exclude (from_month, to_month),
            unnest([from_month, to_month]) as month,
            unnest([1, -1]) as change
        from asked
    ) as changes
    group by all
    having known <> 0 or so <> 0
),

-- by district first: few enough to be added up again for each region above
of_districts as (
    select
        change.question,
        village.parent_id as region_id,
        change.month,
        sum(change.known) as known,
        sum(change.so) as so
    from of_villages as change
    inner join reference.regions as village on change.region_id = village.region_id
    group by all
),

monthly as (
    select * from of_villages
    union all by name
    select
        change.question,
        above.ancestor_id as region_id,
        change.month,
        sum(change.known) as known,
        sum(change.so) as so
    from of_districts as change
    inner join reference.region_ancestors as above
        on change.region_id = above.region_id
    group by all
    having sum(change.known) <> 0 or sum(change.so) <> 0
)

select
    question,
    region_id,
    month as from_month,
    lead(month, 1, 999999) over months as to_month,
    cast(sum(known) over months as integer) as known,
    cast(sum(so) over months as integer) as so
from monthly
window months as (partition by question, region_id order by month)
qualify sum(known) over months > 0
