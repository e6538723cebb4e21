-- Where is PSM coverage proportionate to need, and how many people are beyond reach?
-- grain: one row per region of the asked level, reported or not
-- then: verdicts
-- $region (region): the region asked about
-- $level (level): the level of the rows
-- $as_of (month): the month the figures stand at
-- $norm (ratio, optional): PMKS per PSM; else that of settings or each province's own
-- $kinds (ppks_kinds, optional): the PPKS kinds counted; else those of the settings
with

-- counted once, because a list beside every region would cost more than all the rest
setting as (select len(ppks_kinds) as kinds_counted from marts.settings),

-- verdicts are given to all of a province's districts or villages at once
figures as (
    select
        state.*,
        state.region_id between whole.region_id and whole.last_id as is_asked
    from
        states(
            if($level in ('district', 'village'), $region[:2], $region),
            $as_of, $kinds, $norm_numerator, $norm_denominator
        ) as state
    cross join marts.regions as whole
    where whole.code = $region
),

villages as (
    select
        case $level
            when 'nation' then 0
            when 'province' then village.province_id
            when 'regency' then village.regency_id
            when 'district' then village.district_id
            else village.region_id
        end as region_id,
        count(*) as villages,
        count(*) filter (where village.state = 'unknown') as villages_unknown,
        count(*) filter (where village.psm_active = 0) as villages_no_psm,
        count(*) filter (where village.state = 'short') as villages_short,
        sum(village.excess) / max(village.scale) as uncovered_persons,
        if(
            bool_or(village.state <> 'unknown' and village.shortage is null),
            null,
            sum(village.shortage)
        ) as shortage,
        sum(if(village.state = 'no_psm', village.shortage, 0)) as shortage_no_psm,
        sum(if(village.state = 'short', village.shortage, 0)) as shortage_short
    from figures as village
    where village.is_asked and village.depth = 4
    group by all
),

-- regions that belong to an office with a register in force, of whatever kinds
senders as (
    select distinct region.region_id
    from figures as region
    inner join marts.collected_kinds as office
        on region.region_id between office.office_id and office.last_id
    where
        region.psm_active is null
        and office.dataset = 'pillars'
        and office.kind is null
        and office.from_month <= $as_of
        and office.to_month > $as_of
)

select
    named.code as region_code,
    named.name as region_name,
    named.level,
    named.parent_code,
    region.ppks_persons,
    region.ppks_families,
    region.psm_active,
    region.ppks_persons / nullif(region.psm_active, 0) as ratio_ppks_per_psm,
    region.ppks_persons / limits.upper_limit as ratio_low,
    region.ppks_persons / nullif(limits.lower_limit, 0) as ratio_high,
    region.state,
    cast(
        if(village.villages > villages_unknown, village.shortage, region.shortage)
        as bigint
    ) as shortage,
    coalesce(village.uncovered_persons, region.excess / region.scale)
        as uncovered_persons,
    village.villages,
    village.villages_unknown,
    village.villages_no_psm,
    village.villages_short,
    if(village.shortage is null, null, cast(village.shortage_no_psm as bigint))
        as shortage_no_psm,
    if(village.shortage is null, null, cast(village.shortage_short as bigint))
        as shortage_short,
    told_status(region.ppks_persons, region.ppks_is_complete, 'not_reported')
        as ppks_status,
    told_status(
        region.psm_active,
        region.psm_is_complete,
        if(sender.region_id is null, 'not_reported', 'not_collected')
    ) as psm_status,
    month_text(region.ppks_period) as ppks_period,
    month_text(region.psm_period) as psm_period,
    region.norm_numerator / region.norm_denominator as norm,
    cast(region.norm_numerator as bigint) as norm_numerator,
    cast(region.norm_denominator as bigint) as norm_denominator,
    region.norm_left_out,
    $norm_numerator is null as norm_is_default,
    region.norm_source,
    coalesce(len($kinds), setting.kinds_counted) as kinds_counted,
    region.is_asked
from figures as region
inner join marts.regions as named on region.region_id = named.region_id
cross join setting
left join villages as village on region.region_id = village.region_id
left join marts.poisson_limits as limits on region.psm_active = limits.count
left join senders as sender on region.region_id = sender.region_id
where
    named.level = $level
    and (region.is_asked or $level = 'province' or named.code[:2] = $region[:2])
order by uncovered_persons desc nulls last, region_code asc
