-- title_id: Baris yang tidak diimpor
-- title_en: Rows left out
-- severity: low
-- dataset: several
-- looks_for_id: Baris dengan label di luar jenis yang dikenal, yang ditinggalkan saat
-- impor.
-- looks_for_en: Rows under a label that is none of the kinds, left out at import.
-- why_id: Orang dalam baris itu tidak masuk angka mana pun.
-- why_en: The people in these rows are in no figure.
-- mend_id: Ganti label dengan salah satu jenis resmi; bila memang di luarnya, beri
-- keterangan.
-- mend_en: Use one of the official kinds; if it is none of them, explain the finding.
-- detail_id: Laporan {period}: label {labels} tidak diimpor.
-- detail_en: Report of {period}: label {labels} was not imported.
-- grain: one row per label of a sheet and the months until the next submission
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
where rule = 'left_out'
