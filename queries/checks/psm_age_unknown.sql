-- title_id: Umur PSM tidak diketahui
-- title_en: PSM of unknown age
-- severity: medium
-- dataset: pillars
-- looks_for_id: PSM aktif tanpa Tahun Lahir.
-- looks_for_en: Active PSM without a year of birth.
-- why_id: Tanpa umur, PSM tidak dihitung sebagai sah.
-- why_en: Without an age a PSM does not count as valid.
-- mend_id: Isi Tahun Lahir dengan empat angka.
-- mend_en: Fill in Tahun Lahir with four digits.
-- detail_id: PSM aktif tanpa tahun lahir: {count}.
-- detail_en: Active PSM without a year of birth: {count}.
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
where kind = 'psm' and adult_month is null
