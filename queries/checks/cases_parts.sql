-- title_id: Kasus dengan PSM melebihi seluruh kasus
-- title_en: More cases with a PSM than cases
-- severity: high
-- dataset: cases
-- looks_for_id: Baris dengan kasus yang ditangani bersama PSM lebih banyak dari kasus
-- yang ditangani, atau PMKS yang dilayani bersama PSM lebih banyak dari PMKS yang
-- dilayani.
-- looks_for_en: Rows with more cases handled with a PSM than handled, or more persons
-- served with a PSM than served.
-- why_id: Bagian tidak bisa lebih besar dari keseluruhan; pendampingan PSM menjadi
-- lebih dari 100 %.
-- why_en: A part cannot be more than the whole; the share with a PSM becomes more than
-- 100 %.
-- mend_id: Periksa kolom yang tertukar atau salah ketik, lalu kirim ulang.
-- mend_en: Look for columns swapped or figures mistyped, and send again.
-- detail_id: Laporan {period}: baris yang bagiannya melebihi keseluruhan: {count}.
-- detail_en: Report of {period}: rows in which a part exceeds the whole: {count}.
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
from source.cases as sent
inner join intermediate.submission_spans as span using (submission_id)
where
    sent.handled_with_psm > sent.handled
    or sent.served_with_psm > sent.served
