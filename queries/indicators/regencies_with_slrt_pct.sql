-- name_id: Kabupaten/kota yang memiliki SLRT
-- name_en: Regencies with an SLRT
-- meaning_id: Berapa bagian kabupaten/kota yang mempunyai layanan rujukan terpadu.
-- meaning_en: What share of regencies has an integrated referral service.
-- chain_level: input
-- unit: percent
-- direction: up
-- numerator_id: Kabupaten/kota yang memiliki SLRT.
-- numerator_en: Regencies with an SLRT.
-- denominator_id: Kabupaten/kota yang melaporkan layanannya.
-- denominator_en: Regencies that reported their services.
-- source: services
-- lowest_level: regency
-- minimum_denominator: 1
-- chance: none
-- thresholds: 100, 75
-- forecast: none
-- led_by: none
-- grain: one row per region, regency in it and months [from_month, to_month), added up
select
    above.ancestor_id as region_id,
    regency.code as item,
    service.from_month,
    service.to_month,
    cast(service.has_slrt as integer) as numerator,
    1 as denominator,
    1 as parts,
    whole.regencies as parts_total
from marts.services as service
inner join reference.regions as regency on service.region_id = regency.region_id
inner join reference.region_ancestors as above on service.region_id = above.region_id
inner join reference.regions as whole on above.ancestor_id = whole.region_id
where service.has_slrt is not null
