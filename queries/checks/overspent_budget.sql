-- title_id: Realisasi melebihi pagu
-- title_en: More spent than allotted
-- severity: high
-- dataset: budget
-- looks_for_id: Baris anggaran dengan realisasi lebih besar dari pagu.
-- looks_for_en: Rows of the budget with more spent than allotted.
-- why_id: Realisasi tidak boleh melebihi pagu; biasanya pagu perubahan belum dicatat,
-- atau satuannya berbeda (ribu, juta).
-- why_en: Spending must not exceed the allotment; mostly a revised allotment is
-- missing, or the units differ (thousands, millions).
-- mend_id: Isi pagu terakhir dalam rupiah, dan samakan satuan kedua kolom.
-- mend_en: Give the latest allotment in rupiah, and both columns in the same unit.
-- detail_id: Laporan {period}: baris dengan realisasi di atas pagu: {count}.
-- detail_en: Report of {period}: rows with more spent than allotted: {count}.
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
from source.budget as sent
inner join intermediate.submission_spans as span using (submission_id)
where sent.spent > sent.allotted
