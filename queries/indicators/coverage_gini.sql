-- name_id: Kesenjangan sebaran PSM (Gini)
-- name_en: Unevenness of PSM (Gini)
-- meaning_id: Seberapa tidak merata PSM tersebar atas PMKS: 0 merata sempurna, 1 paling
-- timpang.
-- meaning_en: How unevenly PSM are spread over PMKS: 0 is perfectly even, 1 the most
-- uneven.
-- chain_level: outcome
-- unit: index
-- direction: down
-- numerator_id: Tidak ada; nilainya dihitung dari kurva Lorenz PSM atas PMKS
-- desa/kelurahan.
-- numerator_en: None; the value comes from the Lorenz curve of PSM over PMKS of
-- villages.
-- denominator_id: Tidak ada.
-- denominator_en: None.
-- source: pillars, pillar_counts, ppks
-- kind: psm
-- lowest_level: district
-- minimum_denominator: 1
-- thresholds: 100, 75
-- forecast: none
-- led_by: villages_with_psm_pct
-- grain: one row per region and months [from_month, to_month)
select
    region_id,
    from_month,
    to_month,
    gini as value,
    is_complete
from derived.ginis
