-- Where is PSM coverage proportionate to need, and how many people are beyond reach?
-- grain: one row per region of the asked level, or of all, reported or not
-- then: verdicts
-- ready: reach
-- $region (region): the region asked about
-- $level (level, optional): the level of the rows; all of them unless given
-- $as_of (month): the month the figures stand at
-- $norm (norm, optional): PMKS per PSM; else that of settings or each province's own
-- $kinds (ppks_kinds, optional): the PPKS kinds counted; else those of the settings
with

figures as (
    select * from reach(
        $region_id,
        $region_last_id,
        $region_province_id,
        $region_province_last_id,
        $level,
        $as_of,
        $kinds,
        $norm_numerator,
        $norm_denominator
    )
)

select
    region.code as region_code,
    region.name as region_name,
    region.level,
    region.parent_code,
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
    region.ppks_status,
    -- not collected where an office's register is in force, of whatever kinds
    case
        when region.psm_active is not null then region.psm_status
        when
            list_has_any(
                [region.regency_id, region.district_id, region.region_id],
                (select list(office.office_id) from register_offices($as_of) as office)
            )
            then 'not_collected'
        else 'not_reported'
    end as psm_status,
    region.ppks_period,
    region.psm_period,
    region.norm_numerator / region.norm_denominator as norm,
    cast(region.norm_numerator as bigint) as norm_numerator,
    cast(region.norm_denominator as bigint) as norm_denominator,
    region.norm_left_out,
    $norm_numerator is null as norm_is_default,
    case
        when $norm_numerator is not null then 'asked'
        when setting.norm_numerator is not null then 'setting'
        else 'own_ratio'
    end as norm_source,
    -- what uncovered rests on: null parts where the provinces inside differ
    region.uncovered_norm_low,
    region.uncovered_norm_high,
    cast(region.uncovered_norm_numerator as bigint) as uncovered_norm_numerator,
    cast(region.uncovered_norm_denominator as bigint) as uncovered_norm_denominator,
    coalesce(len($kinds), len(setting.ppks_kinds)) as kinds_counted,
    region.is_asked,
    region.family_spread,
    region.family_psm_share
from figures as region
cross join reference.settings as setting
left join marts.poisson_limits as limits on region.psm_active = limits.count
where
    ($level is null or region.level = $level)
    and (
        region.is_asked
        or region.level = 'province'
        or region.region_id between $region_province_id and $region_province_last_id
    )
order by region.uncovered_persons desc nulls last, region_code asc
