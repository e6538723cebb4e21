-- name_id: PMKS yang dilayani tahun ini
-- name_en: PMKS served this year
-- meaning_id: Berapa orang PMKS yang dilayani sejak Januari.
-- meaning_en: How many PMKS persons have been served since January.
-- chain_level: output
-- unit: persons
-- direction: up
-- numerator_id: PMKS yang dilayani sejak Januari, menurut laporan.
-- numerator_en: PMKS persons served since January, as reported.
-- denominator_id: Tidak ada; angka ini sebuah jumlah.
-- denominator_en: None; the figure is a count.
-- source: cases
-- lowest_level: village
-- minimum_denominator: 1
-- thresholds: 100, 75
-- forecast: straight
-- counted: since_january
-- led_by: psm_active, budget_realised_pct
-- grain: one row per region and months [from_month, to_month)
select
    region_id,
    from_month,
    to_month,
    value as numerator,
    is_complete,
    period
from derived.flow_totals
where dataset = 'cases' and measure = 'served'
