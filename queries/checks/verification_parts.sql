-- title_id: Hasil verifikasi melebihi dasarnya
-- title_en: Verification results exceed what they are part of
-- severity: high
-- dataset: verification
-- looks_for_id: Baris dengan diverifikasi lebih banyak dari daftar verifikasi, atau
-- valid, diperbaiki, dan ditolak bersama-sama lebih banyak dari diverifikasi.
-- looks_for_en: Rows with more verified than listed, or with valid, corrected and
-- rejected together more than verified.
-- why_id: Persentase verifikasi menjadi lebih dari 100 %.
-- why_en: The share verified becomes more than 100 %.
-- mend_id: Periksa kolom yang tertukar atau salah ketik, lalu kirim ulang.
-- mend_en: Look for columns swapped or figures mistyped, and send again.
-- detail_id: Laporan {period}: baris yang hasilnya melebihi dasarnya: {count}.
-- detail_en: Report of {period}: rows whose results exceed what they are part of:
-- {count}.
-- grain: one row per row of a sheet and the months until the next submission
select
    span.office_id as region_id,
    span.period as subject,
    cast(sent.row as text) as item,
    span.period,
    sent.submission_id,
    sent.sheet,
    sent.row,
    span.from_month,
    span.to_month
from source.verification as sent
inner join intermediate.submission_spans as span using (submission_id)
where
    sent.verified > sent.listed
    or coalesce(sent.valid, 0) + coalesce(sent.corrected, 0)
    + coalesce(sent.rejected, 0) > sent.verified
