-- name_id: PSM aktif per 1.000 PMKS
-- name_en: Active PSM per 1,000 PMKS
-- meaning_id: Berapa PSM tersedia bagi setiap seribu PMKS.
-- meaning_en: How many PSM there are for every thousand PMKS.
-- chain_level: input
-- unit: per 1000
-- direction: up
-- numerator_id: PSM aktif.
-- numerator_en: Active PSM.
-- denominator_id: PMKS yang dilaporkan sebagai orang.
-- denominator_en: PMKS reported as persons.
-- source: pillars, pillar_counts, ppks
-- kind: psm
-- lowest_level: village
-- minimum_denominator: 1
-- thresholds: 100, 75
-- forecast: none
-- led_by: psm_active
-- grain: one row per region, part of the ratio and months [from_month, to_month)
select
    region_id,
    from_month,
    to_month,
    active as numerator,
    null as denominator,
    is_complete,
    period
from marts.pillar_figures
where kind = 'psm'
union all by name
select
    region_id,
    from_month,
    to_month,
    null as numerator,
    ppks_persons as denominator,
    is_complete,
    period
from marts.ppks
where ppks_persons is not null
