-- Who do we have: from roles on paper to valid people, step by step?
-- grain: one row per region of the asked level, registered or not
-- $region (region): the region asked about
-- $level (level): the level of the rows
-- $as_of (month): the month the figures stand at
-- $kind (pillar_kind, optional): the kind of pillar; else all kinds of a person in use,
-- each person once
with

asked as (
    select region.*
    from reference.regions as region
    where
        region.region_id between $region_id and $region_last_id
        and region.level = $level
),

ladder as (
    select * from marts.pillars
    semi join asked using (region_id)
    where
        kind is not distinct from $kind
        and region_id between $region_id and $region_last_id
        and from_month <= $as_of and $as_of < to_month
),

figures as (
    select
        figure.region_id,
        sum(figure.counts_only) as counts_only,
        bool_and(figure.is_complete) as is_complete,
        bool_or(figure.counts_only is null) as has_register
    from marts.pillar_figures as figure
    inner join reference.pillar_kinds as kind using (kind)
    semi join asked on figure.region_id = asked.region_id
    where
        if($kind is null, kind.is_in_use and kind.unit = 'person', kind.kind = $kind)
        and figure.region_id between $region_id and $region_last_id
        and figure.from_month <= $as_of and $as_of < figure.to_month
    group by all
),

counted as (
    select
        asked.region_id,
        asked.code as region_code,
        asked.name as region_name,
        coalesce(kind.unit, 'person') as unit,
        figure.counts_only,
        figure.is_complete,
        -- without a register there are counts at most, and nobody by name
        (
            ladder.region_id is not null or coalesce(figure.has_register, false)
        ) as is_registered,
        if(is_registered, coalesce(ladder.roles, 0), null) as roles,
        if(is_registered, coalesce(ladder.persons, 0), null) as persons,
        if(is_registered, coalesce(ladder.active, 0), null) as active,
        if(is_registered, coalesce(ladder.current, 0), null) as current,
        if(is_registered, coalesce(ladder.trained, 0), null) as trained,
        if(is_registered, coalesce(ladder.valid, 0), null) as valid,
        if(is_registered, coalesce(ladder.with_decree, 0), null) as with_decree
    from asked
    left join figures as figure using (region_id)
    left join ladder using (region_id)
    left join reference.pillar_kinds as kind on kind.kind = $kind
),

-- regions that belong to an office with a register in force, of whatever kinds
senders as (
    select distinct asked.region_id
    from asked
    inner join register_offices($as_of) as office
        on asked.region_id between office.office_id and office.last_id
)

select
    counted.region_code,
    counted.region_name,
    $kind as kind,
    counted.unit,
    cast(
        if(
            counted.roles is null and counted.counts_only is null,
            null,
            coalesce(counted.roles, 0) + coalesce(counted.counts_only, 0)
        ) as bigint
    ) as reported,
    cast(counted.counts_only as bigint) as counts_only,
    counted.roles,
    counted.persons,
    counted.active,
    counted.current,
    if(counted.unit = 'person', counted.trained, null) as trained,
    counted.valid,
    counted.with_decree,
    case
        when reported is null
            then if(sender.region_id is null, 'not_reported', 'not_collected')
        when not counted.is_complete then 'partial'
        else if(reported = 0, 'reported_zero', 'reported')
    end as status
from counted
left join senders as sender using (region_id)
order by counted.region_code
