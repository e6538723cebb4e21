-- name_id: PSM aktif yang mengikuti bimtek tahun ini
-- name_en: Active PSM who attended a bimtek this year
-- meaning_id: Berapa bagian PSM aktif yang hadir di bimtek sejak Januari.
-- meaning_en: What share of active PSM has attended a bimtek since January.
-- chain_level: process
-- unit: percent
-- direction: up
-- numerator_id: PSM aktif yang dikenali hadir di bimtek tahun ini.
-- numerator_en: Active PSM recognised as having attended a bimtek this year.
-- denominator_id: PSM aktif dalam register di kabupaten/kota yang daftar pesertanya
-- sudah ada tahun ini; kantor yang hanya mengirim jumlah tidak ikut dihitung.
-- denominator_en: Active PSM in registers of regencies of which there are lists of
-- participants this year; offices that send only counts are left out.
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
-- grain: one row per region and months, per step of the people in it, and per regency
-- in it with lists of participants, added up
select
    psm.region_id,
    null as item,
    greatest(psm.from_month, heard.from_month) as from_month,
    least(psm.to_month, heard.to_month) as to_month,
    0 as numerator,
    0 as denominator,
    psm.is_complete,
    null as parts,
    null as parts_total
from derived.registered_psm as psm
inner join intermediate.attendance_years as heard using (region_id)
where psm.from_month < heard.to_month and heard.from_month < psm.to_month
union all by name
select
    region_id,
    step as item,
    from_month,
    to_month,
    if(step = 'trained_this_year', persons, null) as numerator,
    if(step = 'listed', persons, null) as denominator,
    null as is_complete,
    null as parts,
    null as parts_total
from derived.trained_counts
where step in ('listed', 'trained_this_year')
union all by name
select
    above.ancestor_id as region_id,
    regency.code as item,
    heard.from_month,
    heard.to_month,
    null as numerator,
    0 as denominator,
    null as is_complete,
    1 as parts,
    whole.regencies as parts_total
from intermediate.attendance_years as heard
inner join reference.regions as regency using (region_id)
inner join reference.region_ancestors as above using (region_id)
inner join reference.regions as whole on above.ancestor_id = whole.region_id
where regency.level = 'regency' and whole.depth < regency.depth
