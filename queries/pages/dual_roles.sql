-- How many people hold several roles, and what becomes of the counts without them?
-- grain: one row per region of the asked level; null where no register names anybody
-- $region (region): the region asked about
-- $level (level): the level of the rows
-- $as_of (month): the month the figures stand at
with

asked as (
    select region.*
    from reference.regions as region
    where
        region.region_id between $region_id and $region_last_id
        and region.level = $level
),

held as (
    select
        region_id,
        sum(persons) filter (where kinds = 2) as two_kinds,
        sum(persons) filter (where kinds = 3) as three_kinds
    from marts.kinds_held
    semi join asked using (region_id)
    where
        region_id between $region_id and $region_last_id
        and from_month <= $as_of
        and $as_of < to_month
    group by all
),

-- active people of each kind added up: whoever holds two kinds is counted twice
added as (
    select
        pillar.region_id,
        sum(pillar.active) as added_up
    from marts.pillars as pillar
    inner join reference.pillar_kinds as kind using (kind)
    semi join asked on pillar.region_id = asked.region_id
    where
        kind.is_in_use
        and pillar.region_id between $region_id and $region_last_id
        and kind.unit = 'person'
        and pillar.from_month <= $as_of
        and $as_of < pillar.to_month
    group by all
),

named as (
    select
        region_id,
        active
    from marts.pillars
    semi join asked using (region_id)
    where
        region_id between $region_id and $region_last_id
        and kind is null
        and from_month <= $as_of
        and $as_of < to_month
)

select
    asked.code as region_code,
    asked.name as region_name,
    pillar.active as persons,
    cast(added.added_up as integer) as added_up,
    cast(added.added_up - pillar.active as integer) as counted_twice,
    cast(if(pillar.active is null, null, coalesce(held.two_kinds, 0)) as integer)
        as two_kinds,
    cast(if(pillar.active is null, null, coalesce(held.three_kinds, 0)) as integer)
        as three_kinds
from asked
left join named as pillar on asked.region_id = pillar.region_id
left join added on asked.region_id = added.region_id
left join held on asked.region_id = held.region_id
order by counted_twice desc nulls last, region_code asc
