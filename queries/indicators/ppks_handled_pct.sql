-- name_id: PMKS yang tertangani
-- name_en: PMKS handled
-- meaning_id: Berapa bagian PMKS yang dilayani sejak Januari.
-- meaning_en: What share of PMKS has been served since January.
-- chain_level: outcome
-- unit: percent
-- direction: up
-- numerator_id: PMKS yang dilayani sejak Januari.
-- numerator_en: PMKS persons served since January.
-- denominator_id: PMKS yang dilaporkan sebagai orang.
-- denominator_en: PMKS reported as persons.
-- source: cases, ppks
-- lowest_level: village
-- minimum_denominator: 1
-- thresholds: 100, 75
-- forecast: straight
-- counted: since_january
-- led_by: ppks_assisted
-- grain: one row per region, part of the ratio and months [from_month, to_month)
select
    region_id,
    from_month,
    to_month,
    value as numerator,
    null as denominator,
    is_complete,
    period
from derived.flow_totals
where dataset = 'cases' and measure = 'served'
union all by name
select
    region_id,
    from_month,
    to_month,
    null as numerator,
    ppks_persons as denominator,
    is_complete,
    null as period
from marts.ppks
where ppks_persons is not null
