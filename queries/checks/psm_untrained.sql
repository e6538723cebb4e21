-- title_id: PSM belum terlatih
-- title_en: Untrained PSM
-- severity: low
-- dataset: pillars
-- looks_for_id: PSM aktif tanpa sertifikat dan tanpa bimtek yang tercatat.
-- looks_for_en: Active PSM without a certificate and without a bimtek on record.
-- why_id: Jumlah PSM saja tidak cukup; yang belum terlatih tidak dihitung sebagai sah.
-- why_en: Numbers alone are not enough; the untrained do not count as valid.
-- mend_id: Isi kolom Sertifikat bila sudah ada, kirim daftar peserta bimtek, atau
-- undang mereka ke bimtek berikutnya.
-- mend_en: Fill in Sertifikat where there is one, send the participants of bimtek, or
-- invite them to the next one.
-- detail_id: PSM aktif yang belum terlatih: {count}.
-- detail_en: Active PSM who are not trained: {count}.
-- grain: one row per row of a register and months
select
    office_id as region_id,
    coalesce(person_id, -role_id) as item,
    submission_id,
    sheet,
    row,
    from_month,
    least(to_month, trained_month) as to_month
from intermediate.active_rows
where kind = 'psm'
