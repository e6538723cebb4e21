-- title_id: PSM di bawah umur
-- title_en: PSM under age
-- severity: high
-- dataset: pillars
-- looks_for_id: PSM aktif yang menurut Tahun Lahir belum 18 tahun.
-- looks_for_en: Active PSM who by their year of birth are not yet 18.
-- why_id: PSM harus berusia 18 tahun atau lebih (Permensos 10/2019); biasanya tahun
-- lahir salah ketik.
-- why_en: A PSM must be 18 or older (Permensos 10/2019); mostly the year was mistyped.
-- mend_id: Cocokkan Tahun Lahir dengan KTP dan perbaiki; bila benar, akhiri perannya.
-- mend_en: Compare the year with the identity card and correct it; if right, end the
-- role.
-- detail_id: PSM aktif berusia di bawah 18 tahun: {count}.
-- detail_en: Active PSM under 18: {count}.
-- grain: one row per row of a register and months
select
    office_id as region_id,
    coalesce(person_id, -role_id) as item,
    submission_id,
    sheet,
    row,
    from_month,
    least(to_month, adult_month) as to_month
from intermediate.active_rows
where kind = 'psm' and adult_month is not null
