-- Which kinds of pillars are there, which are absent, which does nobody count here?
-- grain: one row per region of the asked level and kind in use that can be there: kinds
-- that serve above the level have none of their own
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

-- what the offices count that a region belongs to, by register or by counts
collected as (
    select distinct
        asked.region_id,
        office.kind
    from asked
    inner join marts.collected_kinds as office
        on asked.region_id between office.office_id and office.last_id
    where
        office.dataset in ('pillars', 'pillar_counts')
        and office.from_month <= $as_of
        and $as_of < office.to_month
),

figures as (
    select * from marts.pillar_figures
    semi join asked using (region_id)
    where
        region_id between $region_id and $region_last_id
        and from_month <= $as_of
        and $as_of < to_month
)

select
    asked.code as region_code,
    asked.name as region_name,
    kind.kind,
    kind.unit,
    figure.active as count,
    case
        when figure.active is null
            then
                if(
                    sender.region_id is not null and own.region_id is null,
                    'not_collected',
                    'not_reported'
                )
        when not figure.is_complete then 'partial'
        else if(figure.active = 0, 'reported_zero', 'reported')
    end as status,
    month_text(figure.period) as period
from asked
inner join reference.pillar_kinds as kind
    on kind.is_in_use and asked.depth <= kind.served_depth
left join figures as figure
    on asked.region_id = figure.region_id and kind.kind = figure.kind
left join collected as own
    on asked.region_id = own.region_id and kind.kind = own.kind
left join collected as sender
    on asked.region_id = sender.region_id and sender.kind is null
order by region_code asc, kind.kind_order asc
