-- Where is a need, as a number and for every 1,000 inhabitants?
-- grain: one row per region of the asked level, reported or not; counted in the unit of
-- the kind alone, since persons and families have no common map
-- $region (region): the region asked about
-- $level (level): the level of the rows
-- $as_of (month): the month the figures stand at
-- $kind (ppks_kind, optional): the kind of need; else all counted kinds of a person
with

asked as (
    select region.*
    from reference.regions as region
    where
        region.region_id between $region_id and $region_last_id
        and region.level = $level
),

counted as (
    select need.*
    from marts.needs as need
    semi join reference.ppks_kinds using (kind, unit)
    semi join asked using (region_id)
    where
        need.kind = $kind
        and need.region_id between $region_id and $region_last_id
        and need.from_month <= $as_of
        and $as_of < need.to_month
    union all by name
    select
        * exclude (period, ppks_persons, ppks_families),
        ppks_persons as count,
        'person' as unit,
        period as period_to
    from marts.ppks
    semi join asked using (region_id)
    where
        $kind is null
        and region_id between $region_id and $region_last_id
        and ppks_persons is not null
        and from_month <= $as_of
        and $as_of < to_month
),

people as (
    select
        region_id,
        count
    from marts.population
    semi join asked using (region_id)
    where
        region_id between $region_id and $region_last_id
        and kind = 'inhabitants'
        and from_month <= $as_of
        and $as_of < to_month
),

-- whether the offices that count needs count this one
offices as (
    select
        office_id,
        bool_or($kind is null or kind = $kind) as is_collected
    from marts.collected_kinds
    where dataset = 'ppks' and from_month <= $as_of and $as_of < to_month
    group by all
),

-- a region and all that it is part of: found by number, not by range
around as (
    select
        region_id,
        unnest([0, province_id, regency_id, district_id, region_id]) as office_id
    from asked
),

collecting as (
    select
        around.region_id,
        bool_or(offices.is_collected) as is_collected
    from around
    inner join offices using (office_id)
    group by all
)

select
    asked.code as region_code,
    asked.name as region_name,
    asked.level,
    asked.parent_code,
    counted.unit,
    counted.count,
    case
        when counted.count is null
            then if(not collecting.is_collected, 'not_collected', 'not_reported')
        when not counted.is_complete then 'partial'
        else if(counted.count = 0, 'reported_zero', 'reported')
    end as status,
    month_text(counted.period_to) as period,
    people.count as inhabitants,
    1000 * counted.count / nullif(people.count, 0) as rate_per_1000
from asked
left join counted on asked.region_id = counted.region_id
left join collecting on asked.region_id = collecting.region_id
left join people on asked.region_id = people.region_id
order by counted.count desc nulls last, region_code asc
