-- title_id: Nama wilayah tidak sesuai kodenya
-- title_en: Region name differs from its code
-- severity: medium
-- dataset: several
-- looks_for_id: Baris yang kode wilayahnya milik wilayah lain daripada nama yang
-- tertulis.
-- looks_for_en: Rows whose region code is that of another region than the name says.
-- why_id: Angka dicatat menurut kode. Bila kodenya keliru, atau wilayahnya dimekarkan
-- atau berganti nama, angka masuk ke tempat yang salah.
-- why_en: Figures go by the code. If it is wrong, or the region was split or renamed,
-- they went to the wrong place.
-- mend_id: Periksa kode dan nama baris itu, lalu perbaiki yang keliru.
-- mend_en: Check code and name of these rows and correct the wrong one.
-- detail_id: Laporan {period}: nama yang tidak sesuai kode, antara lain {labels}.
-- detail_en: Report of {period}: names that do not fit their code, among others
-- {labels}.
-- grain: one row per row of a sheet and the months until the next submission
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
where rule = 'region_name'
