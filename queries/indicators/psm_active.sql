-- name_id: PSM aktif
-- name_en: Active PSM
-- meaning_id: Berapa orang yang sedang bertugas sebagai PSM.
-- meaning_en: How many people serve as PSM.
-- chain_level: input
-- unit: persons
-- direction: up
-- numerator_id: PSM aktif, setiap orang dihitung sekali.
-- numerator_en: Active PSM, each person counted once.
-- denominator_id: Tidak ada; angka ini sebuah jumlah.
-- denominator_en: None; the figure is a count.
-- source: pillars, pillar_counts
-- kind: psm
-- lowest_level: village
-- minimum_denominator: 1
-- thresholds: 100, 75
-- forecast: none
-- led_by: none
-- legal_id: Permensos 10/2019 tentang PSM.
-- legal_en: Permensos 10/2019 on PSM.
-- grain: one row per region and months [from_month, to_month)
select
    region_id,
    from_month,
    to_month,
    active as numerator,
    is_complete,
    period
from marts.pillar_figures
where kind = 'psm'
