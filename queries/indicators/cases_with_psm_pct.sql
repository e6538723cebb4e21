-- name_id: Kasus yang ditangani bersama PSM
-- name_en: Cases handled with a PSM
-- meaning_id: Berapa bagian kasus sejak Januari ditangani bersama PSM: tiada kasus
-- tanpa PSM.
-- meaning_en: What share of the cases since January was handled with a PSM: no case
-- without a PSM.
-- chain_level: outcome
-- unit: percent
-- direction: up
-- numerator_id: Kasus yang ditangani bersama PSM.
-- numerator_en: Cases handled with a PSM involved.
-- denominator_id: Kasus yang ditangani.
-- denominator_en: Cases handled.
-- source: cases
-- lowest_level: village
-- minimum_denominator: 1
-- thresholds: 100, 75
-- forecast: none
-- counted: since_january
-- led_by: ppks_assisted_by_psm, villages_with_psm_pct, psm_trained_pct
-- legal_id: Permensos 10/2019 tentang PSM.
-- legal_en: Permensos 10/2019 on PSM.
-- grain: one row per region and months [from_month, to_month)
select
    part.region_id,
    greatest(part.from_month, whole.from_month) as from_month,
    least(part.to_month, whole.to_month) as to_month,
    part.value as numerator,
    whole.value as denominator,
    part.is_complete and whole.is_complete and part.kinds = whole.kinds as is_complete,
    least(part.period, whole.period) as period
from derived.flow_totals as part
inner join derived.flow_totals as whole
    on
        part.region_id = whole.region_id
        and part.from_month < whole.to_month
        and part.to_month > whole.from_month
where
    part.dataset = 'cases'
    and part.measure = 'handled_with_psm'
    and whole.dataset = 'cases'
    and whole.measure = 'handled'
