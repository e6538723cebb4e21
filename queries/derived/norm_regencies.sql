-- Regencies of which both PMKS and active PSM are reported: a province's own norm rests
-- on them.
-- grain: one row per regency and months [from_month, to_month)
select
    region.province_id,
    region.region_id,
    ppks.ppks_persons,
    psm.counts_only,
    greatest(ppks.from_month, psm.from_month) as from_month,
    least(ppks.to_month, psm.to_month) as to_month
from marts.ppks as ppks
inner join marts.pillar_figures as psm using (region_id)
inner join reference.regions as region using (region_id)
where
    psm.kind = 'psm'
    and region.level = 'regency'
    and ppks.ppks_persons is not null
    and ppks.from_month < psm.to_month
    and psm.from_month < ppks.to_month
