-- title_id: Orang pada jenis yang dihitung per keluarga
-- title_en: Persons for a kind of families
-- severity: medium
-- dataset: ppks
-- looks_for_id: Baris yang satuannya orang, padahal jenis PMKS-nya dihitung per
-- keluarga.
-- looks_for_en: Rows whose unit is persons although the kind counts families.
-- why_id: Angkanya dipakai sebagai keluarga. Bila yang ditulis memang orang, jumlah
-- keluarga menjadi terlalu besar.
-- why_en: The figure is used as families. If it really is persons, families are too
-- many.
-- mend_id: Tulis jumlah keluarga (KK) untuk jenis itu.
-- mend_en: Give the number of families for that kind.
-- detail_id: Laporan {period}, {labels}: {count} baris bersatuan orang.
-- detail_en: Report of {period}, {labels}: {count} rows whose unit is persons.
-- grain: one row per row of a sheet and the months until the next submission
select
    office_id as region_id,
    dataset,
    concat_ws('+', period, sheet) as subject,
    cast(row as text) as item,
    period,
    labels,
    submission_id,
    sheet,
    row,
    from_month,
    to_month
from intermediate.warned_rows
where rule = 'unit'
