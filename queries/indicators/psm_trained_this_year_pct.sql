-- name_id: PSM aktif yang mengikuti bimtek tahun ini
-- name_en: Active PSM who attended a bimtek this year
-- meaning_id: Berapa bagian PSM aktif yang hadir di bimtek sejak Januari.
-- meaning_en: What share of active PSM has attended a bimtek since January.
-- chain_level: process
-- unit: percent
-- direction: up
-- numerator_id: PSM aktif yang dikenali hadir di bimtek tahun ini.
-- numerator_en: Active PSM recognised as having attended a bimtek this year.
-- denominator_id: PSM aktif dalam register; kantor yang hanya mengirim jumlah tidak
-- ikut dihitung.
-- denominator_en: Active PSM in registers; offices that send only counts are left out.
-- source: pillars, activities, participants
-- kind: psm
-- lowest_level: village
-- minimum_denominator: 1
-- thresholds: 100, 75
-- forecast: none
-- counted: since_january
-- led_by: budget_realised_pct
-- legal_id: Permensos 10/2019 tentang PSM.
-- legal_en: Permensos 10/2019 on PSM.
-- grain: one row per region and months, and one per trained person in it, added up
select
    psm.region_id,
    null as item,
    greatest(psm.from_month, heard.from_month) as from_month,
    least(psm.to_month, heard.to_month) as to_month,
    0 as numerator,
    psm.registered as denominator,
    psm.is_complete
from derived.registered_psm as psm
inner join intermediate.attendance_years as heard using (region_id)
where psm.from_month < heard.to_month and heard.from_month < psm.to_month
union all by name
select
    region_id,
    identity as item,
    from_month,
    to_month,
    1 as numerator,
    null as denominator,
    null as is_complete
from intermediate.person_steps
where kind = 'psm' and step = 'trained_this_year'
