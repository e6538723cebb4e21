-- Whether a village is proportionate or needs no PSM, wherever its state is known.
-- Exact: whole numbers are multiplied crosswise.
-- grain: one row per village and months [from_month, to_month)
select
    ppks.region_id,
    ppks.from_month,
    ppks.to_month,
    true as is_served
from marts.ppks as ppks
inner join reference.regions as village using (region_id)
where village.level = 'village' and ppks.ppks_persons = 0
union all
select
    region_id,
    from_month,
    to_month,
    false as is_served
from derived.village_figures
where ppks_persons > 0 and psm_active = 0
union all
select
    village.region_id,
    greatest(village.from_month, norm.from_month) as from_month,
    least(village.to_month, norm.to_month) as to_month,
    norm.denominator * village.ppks_persons
    <= norm.numerator * village.psm_active as is_served
from derived.village_figures as village
inner join derived.norm_spans as norm on village.province_id = norm.region_id
where
    village.ppks_persons > 0
    and village.psm_active > 0
    and norm.numerator is not null
    and village.from_month < norm.to_month
    and norm.from_month < village.to_month
