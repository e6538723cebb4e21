-- name_id: Perubahan jumlah PMKS dalam setahun
-- name_en: Change of PMKS in a year
-- meaning_id: Berapa persen PMKS bertambah atau berkurang dari bulan yang sama tahun
-- lalu.
-- meaning_en: By what percentage PMKS grew or fell since the same month a year before.
-- chain_level: impact
-- unit: percent
-- direction: change
-- numerator_id: Perubahan PMKS dari bulan yang sama tahun lalu, hanya wilayah dan jenis
-- yang dilaporkan lengkap pada kedua bulan.
-- numerator_en: Change of PMKS persons on the same month a year before, of regions and
-- kinds reported whole at both.
-- denominator_id: PMKS setahun sebelumnya, dari wilayah dan jenis yang sama.
-- denominator_en: PMKS persons a year before, of the same regions and kinds.
-- source: ppks
-- lowest_level: village
-- minimum_denominator: 1
-- thresholds: none
-- forecast: none
-- led_by: ppks_handled_pct, ppks_independent_pct
-- grain: one row per region and months [from_month, to_month)
select
    region_id,
    from_month,
    to_month,
    count - before as numerator,
    before as denominator,
    is_complete
from derived.matched_totals
