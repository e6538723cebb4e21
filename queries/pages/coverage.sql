-- Where is PSM coverage proportionate to need, and how many people are beyond reach?
-- grain: one row per region of the asked level, reported or not
-- $region (region): the region asked about
-- $level (level): the level of the rows
-- $as_of (month): the month the figures stand at
-- $norm (ratio, optional): PMKS persons per PSM; else each province's own ratio
-- $kinds (ppks_kinds, optional): the PPKS kinds counted; else all
with

asked as (
    select state.*
    from states($as_of, $kinds, $norm_numerator, $norm_denominator) as state
    inner join marts.regions as whole
        on state.region_id between whole.region_id and whole.last_id
    where whole.code = $region and state.level in ($level, 'village')
),

villages as (
    select
        above.ancestor_id as region_id,
        count(*) as villages,
        count(*) filter (where village.state = 'unknown') as villages_unknown,
        count(*) filter (where village.psm_active = 0) as villages_no_psm,
        count(*) filter (where village.state = 'short') as villages_short,
        sum(village.excess) / max(village.scale) as uncovered_persons,
        sum(village.shortage) as shortage,
        sum(if(village.state = 'no_psm', village.shortage, 0)) as shortage_no_psm,
        sum(if(village.state = 'short', village.shortage, 0)) as shortage_short
    from asked as village
    inner join marts.region_ancestors as above using (region_id)
    where village.depth = 4
    group by all
)

select
    region.code as region_code,
    region.name as region_name,
    region.level,
    parent.code as parent_code,
    region.ppks_persons,
    region.ppks_families,
    region.psm_active,
    region.ppks_persons / nullif(region.psm_active, 0) as ratio_ppks_per_psm,
    region.ppks_persons / limits.upper_limit as ratio_low,
    region.ppks_persons / nullif(limits.lower_limit, 0) as ratio_high,
    region.state,
    cast(coalesce(village.shortage, region.shortage) as bigint) as shortage,
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
    case
        when region.ppks_persons is null then 'not_reported'
        when not region.ppks_is_complete then 'partial'
        else if(region.ppks_persons = 0, 'reported_zero', 'reported')
    end as ppks_status,
    case
        when region.psm_active is null
            then if(collecting.kinds is null, 'not_reported', 'not_collected')
        when not region.psm_is_complete then 'partial'
        else if(region.psm_active = 0, 'reported_zero', 'reported')
    end as psm_status,
    month_text(region.ppks_period) as ppks_period,
    month_text(region.psm_period) as psm_period,
    region.norm_numerator / region.norm_denominator as norm,
    region.norm_numerator,
    region.norm_denominator,
    region.norm_left_out,
    $norm_numerator is null as norm_is_default
from asked as region
left join marts.regions as parent on region.parent_id = parent.region_id
left join villages as village on region.region_id = village.region_id
left join marts.poisson_limits as limits on region.psm_active = limits.count
left join collecting('pillars', $as_of) as collecting
    on region.region_id = collecting.region_id
where region.level = $level
order by uncovered_persons desc nulls last, region_code asc
