-- name_id: Realisasi anggaran peningkatan kapasitas
-- name_en: Budget of capacity building spent
-- meaning_id: Berapa bagian anggaran peningkatan kapasitas yang sudah dibelanjakan
-- sejak Januari.
-- meaning_en: What share of the budget of capacity building has been spent since
-- January.
-- chain_level: input
-- unit: percent
-- direction: up
-- numerator_id: Belanja program peningkatan kapasitas sejak Januari, dalam rupiah.
-- numerator_en: Spent on the programme capacity building since January, in rupiah.
-- denominator_id: Pagu program itu untuk tahun ini, dalam rupiah.
-- denominator_en: Allotted to that programme for the year, in rupiah.
-- source: budget
-- lowest_level: regency
-- minimum_denominator: 1
-- chance: none
-- thresholds: 100, 75
-- forecast: straight
-- counted: since_january
-- led_by: none
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
where dataset = 'budget' and measure = 'spent' and kind = 'capacity_building'
union all by name
select
    region_id,
    from_month,
    to_month,
    null as numerator,
    value as denominator,
    is_complete,
    null as period
from marts.flows
where dataset = 'budget' and measure = 'allotted' and kind = 'capacity_building'
