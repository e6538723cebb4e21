-- People of the registers of the regencies that a province's own norm rests on.
-- grain: one row per regency, person and months [from_month, to_month)
select
    regency.province_id,
    person.person_id,
    greatest(regency.from_month, person.from_month) as from_month,
    least(regency.to_month, person.to_month) as to_month
from derived.norm_regencies as regency
inner join marts.psm_persons as person using (region_id)
where
    regency.from_month < person.to_month
    and person.from_month < regency.to_month
