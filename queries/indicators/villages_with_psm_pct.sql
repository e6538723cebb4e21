-- name_id: Desa/kelurahan yang memiliki PSM aktif
-- name_en: Villages with an active PSM
-- meaning_id: Berapa bagian desa/kelurahan yang mempunyai paling sedikit satu PSM
-- aktif.
-- meaning_en: What share of villages has at least one active PSM.
-- chain_level: input
-- unit: percent
-- direction: up
-- numerator_id: Desa/kelurahan dengan paling sedikit satu PSM aktif.
-- numerator_en: Villages with at least one active PSM.
-- denominator_id: Desa/kelurahan yang jumlah PSM-nya diketahui.
-- denominator_en: Villages whose PSM are known.
-- source: pillars, pillar_counts
-- kind: psm
-- lowest_level: village
-- minimum_denominator: 1
-- thresholds: 100, 75
-- forecast: none
-- led_by: psm_active
-- legal_id: Permensos 10/2019 tentang PSM.
-- legal_en: Permensos 10/2019 on PSM.
-- grain: one row per region and months [from_month, to_month)
select
    village.region_id,
    village.from_month,
    village.to_month,
    village.so as numerator,
    village.known as denominator,
    village.known as parts,
    region.villages as parts_total
from derived.village_counts as village
inner join reference.regions as region on village.region_id = region.region_id
where village.question = 'with_psm'
