-- PMKS and active PSM of villages side by side.
-- grain: one row per village and months [from_month, to_month) in which both are known
select
    ppks.region_id,
    village.province_id,
    greatest(ppks.from_month, psm.from_month) as from_month,
    least(ppks.to_month, psm.to_month) as to_month,
    ppks.ppks_persons,
    psm.active as psm_active
from marts.ppks as ppks
inner join marts.pillar_figures as psm using (region_id)
inner join reference.regions as village using (region_id)
where
    psm.kind = 'psm'
    and village.level = 'village'
    and ppks.ppks_persons is not null
    and ppks.from_month < psm.to_month
    and psm.from_month < ppks.to_month
