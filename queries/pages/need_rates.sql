-- Where is a need, as a number and for every 1,000 inhabitants?
-- grain: one row per region of the asked level, reported or not
-- $region (region): the region asked about
-- $level (level): the level of the rows
-- $as_of (month): the month the figures stand at
-- $kind (ppks_kind, optional): the kind of need; else all counted kinds of a person
with

asked as (
    select region.*
    from marts.regions as region
    inner join marts.regions as whole
        on region.region_id between whole.region_id and whole.last_id
    where whole.code = $region and region.level = $level
),

counted as (
    select
        need.region_id,
        need.count,
        need.unit,
        need.is_complete,
        need.period_to as period
    from marts.needs as need
    where
        need.kind = $kind
        and need.from_month <= $as_of
        and $as_of < need.to_month
    union all by name
    select
        region_id,
        ppks_persons as count,
        'person' as unit,
        is_complete,
        period
    from marts.ppks
    where
        $kind is null
        and ppks_persons is not null
        and from_month <= $as_of
        and $as_of < to_month
),

inhabitants as (
    select
        region_id,
        count as inhabitants
    from marts.population
    where
        kind = 'inhabitants'
        and from_month <= $as_of
        and $as_of < to_month
)

select
    asked.code as region_code,
    asked.name as region_name,
    asked.level,
    asked.parent_code,
    counted.unit,
    counted.count,
    case
        when counted.count is null then 'not_reported'
        when not counted.is_complete then 'partial'
        else if(counted.count = 0, 'reported_zero', 'reported')
    end as status,
    month_text(counted.period) as period,
    people.inhabitants,
    1000 * counted.count / nullif(people.inhabitants, 0) as rate_per_1000
from asked
left join counted on asked.region_id = counted.region_id
left join inhabitants as people on asked.region_id = people.region_id
order by counted.count desc nulls last, region_code asc
