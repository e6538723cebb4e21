-- title_id: Jumlah dalam berkas tidak sama dengan barisnya
-- title_en: A total in the file differs from its rows
-- severity: high
-- dataset: several
-- looks_for_id: Baris JUMLAH atau TOTAL dalam berkas yang tidak sama dengan penjumlahan
-- baris-barisnya.
-- looks_for_en: A row JUMLAH or TOTAL in the file that is not the sum of its rows.
-- why_id: Ada baris yang hilang, berlebih, atau salah ketik; yang dipakai adalah
-- barisnya.
-- why_en: A row is missing, too many or mistyped; the rows are what counts.
-- mend_id: Jumlahkan ulang, perbaiki baris yang keliru, dan kirim ulang.
-- mend_en: Add up again, correct the wrong row, and send again.
-- detail_id: Laporan {period}: jumlah yang tertulis tidak sama dengan barisnya
-- ({labels}).
-- detail_en: Report of {period}: the total written is not that of its rows ({labels}).
-- grain: one row per total of a sheet and the months until the next submission
select
    office_id as region_id,
    dataset,
    concat_ws('+', period, sheet) as subject,
    period,
    labels,
    submission_id,
    sheet,
    row,
    from_month,
    to_month
from intermediate.warned_rows
where rule = 'total'
