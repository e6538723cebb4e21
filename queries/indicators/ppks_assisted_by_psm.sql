-- name_id: PMKS yang dilayani dengan pendampingan PSM
-- name_en: PMKS served with a PSM accompanying
-- meaning_id: Berapa orang PMKS yang dilayani dengan didampingi PSM sejak Januari.
-- meaning_en: How many PMKS persons have been served with a PSM accompanying since
-- January.
-- chain_level: output
-- unit: persons
-- direction: up
-- numerator_id: PMKS yang dilayani dengan pendampingan PSM sejak Januari.
-- numerator_en: PMKS persons served with a PSM accompanying since January.
-- denominator_id: Tidak ada; angka ini sebuah jumlah.
-- denominator_en: None; the figure is a count.
-- source: cases
-- lowest_level: village
-- minimum_denominator: 1
-- thresholds: 100, 75
-- forecast: straight
-- counted: since_january
-- led_by: psm_active, villages_with_psm_pct, psm_trained_pct
-- grain: one row per region and months [from_month, to_month)
select
    region_id,
    from_month,
    to_month,
    value as numerator,
    is_complete,
    period
from derived.flow_totals
where dataset = 'cases' and measure = 'served_with_psm'
