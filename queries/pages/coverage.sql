-- Where is PSM coverage proportionate to need, and how many people are beyond reach?
-- grain: one row per region of the asked level, or of all, reported or not
-- then: verdicts
-- $region (region): the region asked about
-- $level (level, optional): the level of the rows; all of them unless given
-- $as_of (month): the month the figures stand at
-- $norm (norm, optional): PMKS per PSM; else that of settings or each province's own
-- $kinds (ppks_kinds, optional): the PPKS kinds counted; else those of the settings
with

figures as (
    select * from reach(
        $region, $level, $as_of, $kinds, $norm_numerator, $norm_denominator
    )
),

-- regions that belong to an office with a register in force, of whatever kinds
senders as (
    select distinct region.region_id
    from figures as region
    inner join register_offices($as_of) as office
        on region.region_id between office.office_id and office.last_id
    where region.psm_active is null
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
    cast(region.shortage as bigint) as shortage,
    region.uncovered_persons,
    region.is_uncovered_at_least,
    cast(region.villages as bigint) as villages,
    cast(region.villages_unknown as bigint) as villages_unknown,
    cast(region.villages_no_psm as bigint) as villages_no_psm,
    cast(region.villages_short as bigint) as villages_short,
    cast(region.shortage_no_psm as bigint) as shortage_no_psm,
    cast(region.shortage_short as bigint) as shortage_short,
    told_status(region.ppks_persons, region.ppks_is_complete, 'not_reported')
        as ppks_status,
    told_status(
        region.psm_active,
        region.psm_is_complete,
        if(sender.region_id is null, 'not_reported', 'not_collected')
    ) as psm_status,
    month_text(region.ppks_period) as ppks_period,
    month_text(region.psm_period) as psm_period,
    region.norm,
    cast(region.norm_numerator as bigint) as norm_numerator,
    cast(region.norm_denominator as bigint) as norm_denominator,
    region.norm_left_out,
    $norm_numerator is null as norm_is_default,
    region.norm_source,
    -- what uncovered rests on: null parts where the provinces inside differ
    region.uncovered_norm_low,
    region.uncovered_norm_high,
    cast(region.uncovered_norm_numerator as bigint) as uncovered_norm_numerator,
    cast(region.uncovered_norm_denominator as bigint) as uncovered_norm_denominator,
    coalesce(len($kinds), (select len(ppks_kinds) from reference.settings))
        as kinds_counted,
    region.is_asked
from figures as region
inner join reference.regions as named on region.region_id = named.region_id
left join marts.poisson_limits as limits on region.psm_active = limits.count
left join senders as sender on region.region_id = sender.region_id
where
    ($level is null or named.level = $level)
    and (is_asked or named.level = 'province' or named.code[:2] = $region[:2])
order by region.uncovered_persons desc nulls last, region_code asc
