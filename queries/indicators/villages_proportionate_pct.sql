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
-- grain: one row per region, village in it and months [from_month, to_month), added up
select
    above.ancestor_id as region_id,
    village.code as item,
    state.from_month,
    state.to_month,
    cast(state.is_served as integer) as numerator,
    1 as denominator,
    1 as parts,
    whole.villages as parts_total
from derived.village_states as state
inner join reference.regions as village on state.region_id = village.region_id
inner join reference.region_ancestors as above on state.region_id = above.region_id
inner join reference.regions as whole on above.ancestor_id = whole.region_id
