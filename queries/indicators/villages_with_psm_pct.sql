-- name_id: Desa/kelurahan yang memiliki PSM aktif
-- name_en: Villages with an active PSM
-- meaning_id: Berapa bagian desa/kelurahan yang mempunyai paling sedikit satu PSM
-- aktif.
-- meaning_en: What share of villages has at least one active PSM.
-- chain_level: input
-- unit: percent
-- direction: up
-- numerator_id: Desa/kelurahan dengan paling sedikit satu PSM aktif.
-- numerator_en: Villages with at least one active PSM.
-- denominator_id: Desa/kelurahan yang jumlah PSM-nya diketahui.
-- denominator_en: Villages whose PSM are known.
-- source: pillars, pillar_counts
-- kind: psm
-- lowest_level: village
-- minimum_denominator: 1
-- thresholds: 100, 75
-- forecast: none
-- led_by: psm_active
-- legal_id: Permensos 10/2019 tentang PSM.
-- legal_en: Permensos 10/2019 on PSM.
-- grain: one row per region, village in it and months [from_month, to_month), added up
select
    above.ancestor_id as region_id,
    village.code as item,
    figure.from_month,
    figure.to_month,
    cast(figure.active > 0 as integer) as numerator,
    1 as denominator,
    1 as parts,
    whole.villages as parts_total
from marts.pillar_figures as figure
inner join reference.regions as village on figure.region_id = village.region_id
inner join reference.region_ancestors as above on figure.region_id = above.region_id
inner join reference.regions as whole on above.ancestor_id = whole.region_id
where figure.kind = 'psm' and village.level = 'village'
