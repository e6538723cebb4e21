-- title_id: Orang tanpa NIK
-- title_en: People without a NIK
-- severity: medium
-- dataset: pillars
-- looks_for_id: Baris aktif untuk orang yang kolom NIK-nya kosong.
-- looks_for_en: Active rows of people whose NIK is blank.
-- why_id: Tiap baris dihitung sebagai orang tersendiri: rangkap peran tidak terlihat,
-- dan orangnya tidak dihitung sebagai sah.
-- why_en: Each row counts as a person of its own: dual roles stay unseen, and nobody in
-- them counts as valid.
-- mend_id: Isi NIK 16 angka sebagai teks. NIK tidak disimpan.
-- mend_en: Fill in the NIK, 16 digits as text. It is not stored.
-- detail_id: Baris aktif tanpa NIK: {count}.
-- detail_en: Active rows without a NIK: {count}.
-- grain: one row per row of a register and months
select
    office_id as region_id,
    role_id as item,
    submission_id,
    sheet,
    row,
    from_month,
    to_month
from intermediate.active_rows
where unit = 'person' and person_id is null
