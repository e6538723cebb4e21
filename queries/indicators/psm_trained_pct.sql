-- name_id: PSM aktif yang sudah terlatih
-- name_en: Active PSM who are trained
-- meaning_id: Berapa bagian PSM aktif yang bersertifikat atau pernah mengikuti bimtek.
-- meaning_en: What share of active PSM holds a certificate or has attended a bimtek.
-- chain_level: input
-- unit: percent
-- direction: up
-- numerator_id: PSM aktif yang bersertifikat atau dikenali pernah hadir di bimtek.
-- numerator_en: Active PSM with a certificate, or recognised as having attended a
-- bimtek.
-- denominator_id: PSM aktif dalam register; kantor yang hanya mengirim jumlah tidak
-- ikut dihitung.
-- denominator_en: Active PSM in registers; offices that send only counts are left out.
-- source: pillars, activities, participants
-- kind: psm
-- lowest_level: village
-- minimum_denominator: 1
-- thresholds: 100, 75
-- forecast: none
-- led_by: psm_trained_this_year_pct
-- legal_id: Permensos 10/2019 tentang PSM.
-- legal_en: Permensos 10/2019 on PSM.
-- grain: one row per region and months [from_month, to_month), and one for the trained
-- people in it, added up
select
    region_id,
    null as item,
    from_month,
    to_month,
    0 as numerator,
    registered as denominator,
    is_complete,
    period
from derived.registered_psm
union all by name
select
    region_id,
    step as item,
    from_month,
    to_month,
    persons as numerator,
    null as denominator,
    null as is_complete,
    null as period
from derived.trained_counts
where step = 'skilled'
