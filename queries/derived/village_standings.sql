-- The states of villages at the default norm, wherever they are known, with what adds
-- up: uncovered persons times the norm's denominator, PSM lacking (null without norm).
-- grain: one row per village and months [from_month, to_month); the same figures as the
-- macro states, for every month
with

needed as (
    select
        village.region_id,
        greatest(village.from_month, norm.from_month) as from_month,
        least(village.to_month, norm.to_month) as to_month,
        village.ppks_persons,
        village.psm_active,
        norm.numerator,
        norm.denominator
    from derived.village_figures as village
    inner join derived.norm_spans as norm on village.province_id = norm.region_id
    where
        village.ppks_persons > 0
        and village.from_month < norm.to_month
        and norm.from_month < village.to_month
),

judged as (
    select
        *,
        state_by(ppks_persons, psm_active, numerator, denominator) as state
    from needed
)

select
    region_id,
    from_month,
    to_month,
    state,
    excess_by(state, ppks_persons, psm_active, numerator, denominator) as excess,
    lacking_by(state, ppks_persons, psm_active, numerator, denominator) as shortage
from judged
where state <> 'unknown'
union all by name
select
    ppks.region_id,
    ppks.from_month,
    ppks.to_month,
    'not_needed' as state,
    0 as excess,
    0 as shortage
from marts.ppks as ppks
inner join reference.regions as village using (region_id)
where village.level = 'village' and ppks.ppks_persons = 0
