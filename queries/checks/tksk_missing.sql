-- title_id: Kecamatan tanpa TKSK
-- title_en: District without a TKSK
-- severity: medium
-- dataset: pillars
-- looks_for_id: Kecamatan tanpa TKSK aktif, padahal kantornya mendata TKSK.
-- looks_for_en: A district without an active TKSK, although its office records them.
-- why_id: Tiap kecamatan punya satu TKSK. Tanpa TKSK, pendampingan di kecamatan itu
-- tidak ada yang mengoordinasi, atau barisnya tertinggal.
-- why_en: Each district has one TKSK. Without one, nobody coordinates there, or the row
-- was left out.
-- mend_id: Lengkapi register, atau usulkan pengisian posisi yang kosong.
-- mend_en: Complete the register, or propose that the vacancy be filled.
-- detail_id: Tidak ada TKSK aktif di kecamatan ini.
-- detail_en: There is no active TKSK in this district.
-- grain: one row per district and months
select
    figure.region_id,
    figure.from_month,
    figure.to_month
from marts.pillar_figures as figure
inner join reference.regions as region using (region_id)
where
    figure.kind = 'tksk'
    and region.depth = 3
    and figure.is_complete
    and figure.active = 0
