-- title_id: Baris register tidak mutakhir
-- title_en: Stale rows in a register
-- severity: medium
-- dataset: pillars
-- looks_for_id: Baris aktif yang terakhir dikonfirmasi lebih dari 12 bulan lalu, atau
-- tidak pernah.
-- looks_for_en: Active rows confirmed more than 12 months ago, or never.
-- why_id: Orangnya mungkin sudah pindah, berhenti, atau meninggal; baris ini tidak
-- dihitung sebagai mutakhir, terlatih, atau sah.
-- why_en: The people may have moved, stopped or died; these rows do not count as
-- current, trained or valid.
-- mend_id: Pastikan ke desa/kelurahan, lalu isi Tanggal Konfirmasi yang baru atau ubah
-- Status menjadi Tidak Aktif.
-- mend_en: Ask the village, then fill in a new Tanggal Konfirmasi, or set Status to
-- Tidak Aktif.
-- detail_id: Baris aktif yang tidak dikonfirmasi lebih dari 12 bulan: {count}.
-- detail_en: Active rows not confirmed for more than 12 months: {count}.
-- grain: one row per row of a register and months
select
    office_id as region_id,
    role_id as item,
    submission_id,
    sheet,
    row,
    greatest(from_month, stale_month) as from_month,
    to_month
from intermediate.active_rows
