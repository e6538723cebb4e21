-- Where is PSM coverage proportionate to need, and how many people are beyond reach?
-- grain: one row per region of the asked level, reported or not
-- $region (region): the region asked about
-- $level (level): the level of the rows
-- $as_of (month): the month the figures stand at
-- $norm (ratio, optional): PMKS persons per PSM; else each province's own ratio
-- $kinds (ppks_kinds, optional): the PPKS kinds counted; else all
with

normed as (
    select
        region.*,
        coalesce($norm_numerator, norm.numerator) as norm_numerator,
        coalesce($norm_denominator, norm.denominator) as norm_denominator,
        if($norm_numerator is null, norm.left_out, null) as norm_left_out
    from marts.regions as region
    inner join marts.region_ancestors as above using (region_id)
    inner join marts.regions as asked on above.ancestor_id = asked.region_id
    left join norms($as_of, $kinds) as norm
        on norm.region_id = if(region.depth <= 1, 0, region.province_id)
    where asked.code = $region and region.level in ($level, 'village')
),

judged as (
    select
        normed.*,
        figure.* exclude (region_id),
        case
            when figure.ppks_persons = 0 then 'not_needed'
            when figure.ppks_persons is null or figure.psm_active is null
                then 'unknown'
            when figure.psm_active = 0 then 'no_psm'
            when normed.norm_numerator is null then 'unknown'
            when
                cast(figure.ppks_persons as hugeint) * normed.norm_denominator
                <= cast(normed.norm_numerator as hugeint) * figure.psm_active
                then 'proportionate'
            else 'short'
        end as state
    from normed
    left join region_figures($as_of, $kinds) as figure using (region_id)
),

-- excess is uncovered persons × the norm's denominator, a whole number
measured as (
    select
        *,
        cast(ppks_persons as hugeint) * coalesce(norm_denominator, 1) as scaled_ppks,
        case state
            when 'unknown' then null
            when 'no_psm' then scaled_ppks
            when 'short' then scaled_ppks - norm_numerator * psm_active
            else 0
        end as excess,
        case
            when state = 'unknown' then null
            when state in ('no_psm', 'short')
                then (scaled_ppks + norm_numerator - 1) // norm_numerator - psm_active
            else 0
        end as own_shortage
    from judged
),

villages as (
    select
        above.ancestor_id as region_id,
        count(*) as villages,
        count(*) filter (where village.state = 'unknown') as villages_unknown,
        count(*) filter (where village.psm_active = 0) as villages_no_psm,
        count(*) filter (where village.state = 'short') as villages_short,
        sum(village.excess) / max(coalesce(village.norm_denominator, 1)) as uncovered,
        sum(village.own_shortage) as shortage,
        sum(village.own_shortage) filter (where village.state = 'no_psm')
            as shortage_no_psm,
        sum(village.own_shortage) filter (where village.state = 'short')
            as shortage_short
    from measured as village
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
    cast(coalesce(village.shortage, region.own_shortage) as bigint) as shortage,
    coalesce(
        village.uncovered, region.excess / coalesce(region.norm_denominator, 1)
    ) as uncovered_persons,
    village.villages,
    village.villages_unknown,
    village.villages_no_psm,
    village.villages_short,
    cast(if(village.shortage is null, null, coalesce(village.shortage_no_psm, 0)) as bigint)
        as shortage_no_psm,
    cast(if(village.shortage is null, null, coalesce(village.shortage_short, 0)) as bigint)
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
from measured as region
left join marts.regions as parent on region.parent_id = parent.region_id
left join villages as village on region.region_id = village.region_id
left join marts.poisson_limits as limits on region.psm_active = limits.count
left join collecting('pillars', $as_of) as collecting
    on region.region_id = collecting.region_id
where region.level = $level
order by uncovered_persons desc nulls last, region_code
