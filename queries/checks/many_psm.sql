-- title_id: PSM sangat banyak di satu desa/kelurahan
-- title_en: Very many PSM in one village
-- severity: medium
-- dataset: pillars
-- looks_for_id: Desa/kelurahan dengan 20 PSM aktif atau lebih; umumnya satu sampai
-- empat.
-- looks_for_en: A village with 20 active PSM or more; one to four are common.
-- why_id: Biasanya PSM satu kecamatan atau kabupaten/kota tercatat dengan satu kode
-- desa.
-- why_en: Mostly the PSM of a whole district or regency stand under one village's code.
-- mend_id: Periksa Kode Wilayah baris-baris itu; bila benar, beri keterangan.
-- mend_en: Check the region codes of these rows; if they are right, explain the
-- finding.
-- detail_id: PSM aktif di desa/kelurahan ini: {psm_active}.
-- detail_en: Active PSM in this village: {psm_active}.
-- grain: one row per village and months
select
    figure.region_id,
    figure.from_month,
    figure.to_month,
    figure.active as psm_active
from marts.pillar_figures as figure
inner join reference.regions as region using (region_id)
where figure.kind = 'psm' and region.depth = 4 and figure.active >= 20
