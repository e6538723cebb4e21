-- name_id: Perubahan jumlah PMKS dalam setahun
-- name_en: Change of PMKS in a year
-- meaning_id: Berapa persen PMKS bertambah atau berkurang dari bulan yang sama tahun
-- lalu.
-- meaning_en: By what percentage PMKS grew or fell since the same month a year before.
-- chain_level: impact
-- unit: percent
-- direction: change
-- numerator_id: Perubahan PMKS dari bulan yang sama tahun lalu, hanya jenis yang
-- dilaporkan pada kedua bulan.
-- numerator_en: Change of PMKS persons on the same month a year before, of kinds
-- reported at both.
-- denominator_id: PMKS setahun sebelumnya, dari jenis yang sama.
-- denominator_en: PMKS persons a year before, of the same kinds.
-- source: ppks
-- lowest_level: village
-- minimum_denominator: 1
-- thresholds: none
-- forecast: none
-- led_by: ppks_handled_pct, ppks_independent_pct
-- grain: one row per region, kind of need and months [from_month, to_month), added up
select
    now.region_id,
    now.kind as item,
    greatest(now.from_month, before.from_month + 12) as from_month,
    least(now.to_month, before.to_month + 12) as to_month,
    now.count - before.count as numerator,
    before.count as denominator,
    now.is_complete and before.is_complete as is_complete
from marts.needs as now
inner join marts.needs as before using (region_id, kind, unit)
inner join marts.ppks_kinds as need using (kind)
where
    need.is_counted
    and now.unit = 'person'
    and now.from_month < before.to_month + 12
    and before.from_month + 12 < now.to_month
    -- one report that still stands a year later tells of no change
    and before.period_to < now.period_to
