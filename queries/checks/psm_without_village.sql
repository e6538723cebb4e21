-- title_id: PSM tanpa desa/kelurahan
-- title_en: PSM without a village
-- severity: medium
-- dataset: pillars
-- looks_for_id: PSM aktif yang dicatat untuk kecamatan atau kabupaten/kota saja.
-- looks_for_en: Active PSM registered for a district or regency only.
-- why_id: Mereka tidak dihitung di desa/kelurahan mana pun, sehingga desanya tampak
-- tanpa PSM.
-- why_en: They count in no village, so that theirs seems to have no PSM.
-- mend_id: Isi Kode Wilayah dengan kode desa/kelurahan tempat PSM bertugas.
-- mend_en: Fill in the code of the village that they serve.
-- detail_id: PSM aktif tanpa kode desa/kelurahan: {count}.
-- detail_en: Active PSM without the code of a village: {count}.
-- grain: one row per row of a register and months
select
    office_id as region_id,
    coalesce(person_id, -role_id) as item,
    submission_id,
    sheet,
    row,
    from_month,
    to_month
from intermediate.active_rows
where kind = 'psm' and not is_placed
