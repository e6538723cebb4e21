-- name_id: Lama penanganan kasus (median hari)
-- name_en: Days to close a case (median)
-- meaning_id: Separuh kasus yang ditutup tahun ini selesai dalam sekian hari atau
-- kurang.
-- meaning_en: Half of the cases closed this year took this many days or fewer.
-- chain_level: outcome
-- unit: days
-- direction: down
-- numerator_id: Tidak ada; nilainya median hari dari laporan sampai ditutup.
-- numerator_en: None; the value is the median of days from report to closing.
-- denominator_id: Tidak ada.
-- denominator_en: None.
-- beside_id: Banyaknya kasus yang ditutup tahun ini, dari daftar yang sudah masuk.
-- beside_en: Number of cases closed this year, of the lists that have come.
-- source: case_records
-- lowest_level: village
-- minimum_denominator: 1
-- thresholds: 100, 75
-- forecast: none
-- counted: since_january
-- led_by: referrals_completed_pct, psm_trained_pct
-- grain: one row per region and months [from_month, to_month)
select
    region_id,
    from_month,
    to_month,
    days as value,
    cases as beside,
    is_complete,
    period
from intermediate.days_to_close
