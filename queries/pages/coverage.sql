-- Where is PSM coverage proportionate to need, and how many people are beyond reach?
-- grain: one row per region of the asked level, or of all, reported or not
-- then: verdicts
-- $region (region): the region asked about
-- $level (level, optional): the level of the rows; all of them unless given
-- $as_of (month): the month the figures stand at
-- $norm (ratio, optional): PMKS per PSM; else that of settings or each province's own
-- $kinds (ppks_kinds, optional): the PPKS kinds counted; else those of the settings
with

-- verdicts are given to all of a province's districts or villages at once
figures as (
    select
        state.*,
        state.region_id between whole.region_id and whole.last_id as is_asked
    from
        states(
            if($level in ('nation', 'province', 'regency'), $region, $region[:2]),
            $as_of, $kinds, $norm_numerator, $norm_denominator
        ) as state
    cross join marts.regions as whole
    where whole.code = $region
),

-- each village under every region that it is part of
parts as (
    select
        village.* exclude (region_id),
        unnest(
            if(
                $level = 'village', [region_id],
                [0, province_id, regency_id, district_id, region_id]
            )
        ) as region_id
    from figures as village
    where is_asked and depth = 4
),

-- villages of different provinces are held against different norms
sums as (
    select
        village.region_id,
        village.norm_numerator,
        village.norm_denominator,
        village.norm_numerator / village.norm_denominator as norm,
        count(*) as villages,
        count(*) filter (where village.state = 'unknown') as villages_unknown,
        count(*) filter (where village.psm_active = 0) as villages_no_psm,
        count(*) filter (where village.state = 'short') as villages_short,
        sum(village.excess) / any_value(village.scale) as uncovered_persons,
        bool_or(village.state <> 'unknown' and village.shortage is null)
            as is_shortage_unknown,
        sum(village.shortage) as shortage,
        sum(if(village.state = 'no_psm', village.shortage, 0)) as shortage_no_psm,
        sum(if(village.state = 'short', village.shortage, 0)) as shortage_short
    from parts as village
    group by all
),

villages as (
    select
        region_id,
        sum(villages) as villages,
        sum(villages_unknown) as villages_unknown,
        sum(villages_no_psm) as villages_no_psm,
        sum(villages_short) as villages_short,
        fsum(uncovered_persons) as uncovered_persons,
        if(bool_or(is_shortage_unknown), null, sum(shortage)) as shortage,
        sum(shortage_no_psm) as shortage_no_psm,
        sum(shortage_short) as shortage_short,
        min(norm) filter (where villages > villages_unknown) as norm_low,
        max(norm) filter (where villages > villages_unknown) as norm_high,
        arg_max(norm_numerator, norm) filter (where villages > villages_unknown)
            as norm_numerator,
        arg_max(norm_denominator, norm) filter (where villages > villages_unknown)
            as norm_denominator
    from sums
    group by all
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
    cast(
        if(village.villages > villages_unknown, village.shortage, region.shortage)
        as bigint
    ) as shortage,
    coalesce(village.uncovered_persons, region.excess / region.scale)
        as uncovered_persons,
    cast(village.villages as bigint) as villages,
    cast(village.villages_unknown as bigint) as villages_unknown,
    cast(village.villages_no_psm as bigint) as villages_no_psm,
    cast(village.villages_short as bigint) as villages_short,
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
    -- what uncovered and shortage rest on: that of the villages, which is the region's
    -- own below a province, and none where provinces differ
    coalesce(village.norm_low, norm) as uncovered_norm_low,
    coalesce(village.norm_high, norm) as uncovered_norm_high,
    cast(
        case
            when village.norm_low is null then region.norm_numerator
            when village.norm_low = village.norm_high then village.norm_numerator
        end as bigint
    ) as uncovered_norm_numerator,
    cast(
        case
            when village.norm_low is null then region.norm_denominator
            when village.norm_low = village.norm_high then village.norm_denominator
        end as bigint
    ) as uncovered_norm_denominator,
    coalesce(len($kinds), (select len(ppks_kinds) from marts.settings))
        as kinds_counted,
    region.is_asked
from figures as region
inner join marts.regions as named on region.region_id = named.region_id
left join villages as village on region.region_id = village.region_id
left join marts.poisson_limits as limits on region.psm_active = limits.count
left join senders as sender on region.region_id = sender.region_id
where
    ($level is null or named.level = $level)
    and (is_asked or named.level = 'province' or named.code[:2] = $region[:2])
order by uncovered_persons desc nulls last, region_code asc
