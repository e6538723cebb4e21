-- name_id: Rujukan SLRT yang selesai
-- name_en: SLRT referrals completed
-- meaning_id: Berapa bagian rujukan SLRT sejak Januari yang sudah selesai.
-- meaning_en: What share of the SLRT referrals made since January is completed.
-- chain_level: output
-- unit: percent
-- direction: up
-- numerator_id: Rujukan SLRT yang selesai.
-- numerator_en: SLRT referrals completed.
-- denominator_id: Rujukan SLRT yang dibuat.
-- denominator_en: SLRT referrals made.
-- source: services
-- lowest_level: regency
-- minimum_denominator: 1
-- thresholds: 100, 75
-- forecast: none
-- counted: since_january
-- led_by: regencies_with_slrt_pct
-- grain: one row per region, part of the ratio and months [from_month, to_month)
select
    region_id,
    from_month,
    to_month,
    value as numerator,
    null as denominator,
    is_complete,
    period_to as period
from marts.flows
where dataset = 'services' and measure = 'referrals_completed'
union all by name
select
    region_id,
    from_month,
    to_month,
    null as numerator,
    value as denominator,
    is_complete,
    period_to as period
from marts.flows
where dataset = 'services' and measure = 'referrals_made'
