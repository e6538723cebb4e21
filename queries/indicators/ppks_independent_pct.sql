-- name_id: PMKS yang mandiri
-- name_en: PMKS who became self-reliant
-- meaning_id: Berapa bagian PMKS pada awal tahun yang keluar dari daftar karena
-- mandiri.
-- meaning_en: What share of the PMKS at the year's start left the list as self-reliant.
-- chain_level: impact
-- unit: percent
-- direction: up
-- numerator_id: PMKS yang keluar dari daftar sebagai mandiri sejak Januari.
-- numerator_en: PMKS persons who left the list as self-reliant since January.
-- denominator_id: PMKS pada akhir Desember tahun sebelumnya.
-- denominator_en: PMKS persons at the end of December before.
-- source: ppks
-- lowest_level: village
-- minimum_denominator: 1
-- thresholds: 100, 75
-- forecast: straight
-- counted: since_january
-- led_by: ppks_handled_pct, ppks_assisted
-- grain: one row per region and months [from_month, to_month)
select
    gone.region_id,
    gone.from_month,
    gone.to_month,
    gone.value as numerator,
    start.ppks_persons as denominator,
    gone.is_complete and coalesce(start.is_complete, true) as is_complete,
    gone.period
from derived.flow_totals as gone
left join marts.ppks as start
    on
        gone.region_id = start.region_id
        and start.from_month < 12 * (gone.from_month // 12)
        and 12 * (gone.from_month // 12) <= start.to_month
where gone.dataset = 'ppks' and gone.measure = 'independent'
