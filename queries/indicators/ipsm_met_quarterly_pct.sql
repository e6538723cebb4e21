-- name_id: Kecamatan yang IPSM-nya rapat setiap triwulan
-- name_en: Districts whose IPSM met every quarter
-- meaning_id: Berapa bagian kecamatan yang IPSM-nya rapat pada setiap triwulan yang
-- sudah lewat.
-- meaning_en: What share of districts has an IPSM that met in every quarter elapsed.
-- chain_level: process
-- unit: percent
-- direction: up
-- numerator_id: Kecamatan yang IPSM-nya rapat di setiap triwulan yang tercakup
-- laporannya.
-- numerator_en: Districts whose IPSM met in every quarter that its reports cover.
-- denominator_id: Kecamatan yang melaporkan paling sedikit satu triwulan tahun ini.
-- denominator_en: Districts that reported at least one quarter of this year.
-- source: ipsm
-- lowest_level: district
-- minimum_denominator: 1
-- thresholds: 100, 75
-- forecast: none
-- counted: since_january
-- led_by: none
-- legal_id: Permensos 10/2019 tentang PSM.
-- legal_en: Permensos 10/2019 on PSM.
-- grain: one row per region, district in it and months [from_month, to_month), added up
select
    above.ancestor_id as region_id,
    district.code as item,
    meeting.from_month,
    meeting.to_month,
    cast(meeting.has_met as integer) as numerator,
    1 as denominator,
    meeting.is_complete,
    1 as parts,
    whole.districts as parts_total
from intermediate.ipsm_quarters as meeting
inner join reference.regions as district on meeting.region_id = district.region_id
inner join reference.region_ancestors as above on meeting.region_id = above.region_id
inner join reference.regions as whole on above.ancestor_id = whole.region_id
