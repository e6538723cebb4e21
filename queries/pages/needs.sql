-- Which needs, how many, and how firmly reported?
-- grain: one row per region of the asked level, kind and unit, reported or not; a kind
-- counted only in the other unit stands in that unit alone
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

reported as (
    select * from marts.needs
    semi join asked using (region_id)
    where
        region_id between $region_id and $region_last_id
        and from_month <= $as_of
        and $as_of < to_month
),

-- what the offices count that a region belongs to
collected as (
    select distinct
        asked.region_id,
        office.kind
    from asked
    inner join marts.collected_kinds as office
        on asked.region_id between office.office_id and office.last_id
    where
        office.dataset = 'ppks'
        and office.from_month <= $as_of
        and office.to_month > $as_of
),

listed as (
    select
        asked.region_id,
        asked.code as region_code,
        kind.kind,
        kind.kind_order,
        coalesce(reported.unit, kind.unit) as unit,
        reported.* exclude (region_id, kind, unit),
        (sender.region_id is not null) as is_sending,
        (collected.region_id is not null) as is_collected
    from asked
    cross join reference.ppks_kinds as kind
    left join reported using (region_id, kind)
    left join collected using (region_id, kind)
    left join collected as sender
        on asked.region_id = sender.region_id and sender.kind is null
)

select
    region_code,
    kind,
    unit,
    count,
    case
        when count is null
            then if(is_sending and not is_collected, 'not_collected', 'not_reported')
        when not is_complete then 'partial'
        else if(count = 0, 'reported_zero', 'reported')
    end as status,
    period_text(period_from, period_to) as period,
    parts_complete,
    parts_total
from listed
order by region_code asc, kind_order asc, unit desc
