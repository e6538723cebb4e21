-- name_id: Data pilar yang mutakhir
-- name_en: Register rows that are current
-- meaning_id: Berapa bagian baris register aktif yang dikonfirmasi dalam 12 bulan
-- terakhir.
-- meaning_en: What share of active register rows was confirmed within the last 12
-- months.
-- chain_level: process
-- unit: percent
-- direction: up
-- numerator_id: Baris register aktif yang dikonfirmasi paling lama 12 bulan lalu.
-- numerator_en: Active register rows confirmed at most 12 months ago.
-- denominator_id: Semua baris register aktif.
-- denominator_en: All active register rows.
-- source: pillars
-- lowest_level: village
-- minimum_denominator: 1
-- thresholds: 100, 75
-- forecast: none
-- led_by: none
-- grain: one row per region, office or kind and age of rows, and months [from_month,
-- to_month), added up
select
    region_id,
    concat_ws(' ', kind, age) as item,
    from_month,
    to_month,
    case when age <= 12 then rows else 0 end as numerator,
    rows as denominator,
    null as parts,
    null as parts_total
from marts.confirmations
union all by name
-- where a register stands, no row is zero rows
select
    place.region_id,
    office.code as item,
    register.from_month,
    register.to_month,
    0 as numerator,
    0 as denominator,
    cast(office.level = 'regency' as integer) as parts,
    greatest(whole.regencies, 1) as parts_total
from intermediate.registers as register
inner join intermediate.office_places as place using (office_id)
inner join reference.regions as office on register.office_id = office.region_id
inner join reference.regions as whole on place.region_id = whole.region_id
where office.depth >= 2
