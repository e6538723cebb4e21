-- title_id: Mandiri melebihi yang keluar
-- title_en: More self-reliant than left
-- severity: medium
-- dataset: ppks
-- looks_for_id: Baris dengan jumlah mandiri lebih besar dari jumlah yang keluar dari
-- daftar.
-- looks_for_en: Rows with more who became self-reliant than left the list.
-- why_id: Yang mandiri adalah bagian dari yang keluar; persentase kemandirian menjadi
-- terlalu tinggi.
-- why_en: The self-reliant are part of those who left; their share becomes too high.
-- mend_id: Isi Keluar dengan semua yang keluar dari daftar, termasuk yang mandiri.
-- mend_en: Give as Keluar all who left the list, the self-reliant among them.
-- detail_id: Laporan {period}: baris dengan mandiri lebih besar dari keluar: {count}.
-- detail_en: Report of {period}: rows with more self-reliant than left: {count}.
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
from source.ppks as sent
inner join intermediate.submission_spans as span using (submission_id)
where sent.independent > sent.exited
