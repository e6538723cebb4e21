-- Coverage of regencies and districts at the default norm and kinds, ready for pages.
-- grain: one row per region and months [from_month, to_month), from 0 to 999999 without
-- a gap; psm_status is null where PSM are not known; uncovered_norm is the norm that
-- uncovered persons were made with
select
    region_id,
    from_month,
    to_month,
    ppks_persons,
    ppks_families,
    told_status(ppks_persons, ppks_is_complete, 'not_reported') as ppks_status,
    month_text(ppks_period) as ppks_period,
    psm_active,
    told_status(psm_active, psm_is_complete, null) as psm_status,
    month_text(psm_period) as psm_period,
    state,
    cast(shortage as bigint) as shortage,
    uncovered_persons,
    cast(villages as bigint) as villages,
    cast(villages_unknown as bigint) as villages_unknown,
    cast(villages_no_psm as bigint) as villages_no_psm,
    cast(villages_short as bigint) as villages_short,
    cast(shortage_no_psm as bigint) as shortage_no_psm,
    cast(shortage_short as bigint) as shortage_short,
    cast(norm_numerator as bigint) as norm_numerator,
    cast(norm_denominator as bigint) as norm_denominator,
    cast(norm_left_out as bigint) as norm_left_out,
    cast(numerator as bigint) as uncovered_norm_numerator,
    cast(denominator as bigint) as uncovered_norm_denominator,
    coalesce(villages_unknown > 0 and uncovered_persons >= 0, false)
        as is_uncovered_at_least
from derived.coverage_reach
where depth > 1
order by region_id, from_month
