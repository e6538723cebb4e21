-- name_id: Desa/kelurahan yang PSM-nya proporsional
-- name_en: Villages where PSM are proportionate
-- meaning_id: Berapa bagian desa/kelurahan yang PSM-nya sebanding dengan PMKS-nya.
-- meaning_en: What share of villages has PSM in proportion to its PMKS.
-- chain_level: outcome
-- unit: percent
-- direction: up
-- numerator_id: Desa/kelurahan yang proporsional atau tidak memerlukan PSM.
-- numerator_en: Villages that are proportionate or need no PSM.
-- denominator_id: Desa/kelurahan yang keadaannya diketahui.
-- denominator_en: Villages that are not unknown.
-- source: pillars, pillar_counts, ppks
-- kind: psm
-- lowest_level: village
-- minimum_denominator: 1
-- thresholds: 100, 75
-- forecast: none
-- led_by: psm_per_1000_ppks, villages_with_psm_pct
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
where village.question = 'proportionate'
