-- title_id: Rujukan selesai melebihi rujukan
-- title_en: More referrals completed than made
-- severity: low
-- dataset: services
-- looks_for_id: Kabupaten/kota dengan rujukan selesai lebih banyak dari rujukan yang
-- dibuat dalam periode yang sama.
-- looks_for_en: A regency with more referrals completed than made in the same period.
-- why_id: Bisa benar bila rujukan tahun lalu selesai tahun ini; lebih sering kolom
-- tertukar. Persentasenya menjadi lebih dari 100 %.
-- why_en: It may be right where last year's referrals end this year; more often columns
-- are swapped. The share becomes more than 100 %.
-- mend_id: Periksa kedua angka; bila benar, beri keterangan.
-- mend_en: Look at both figures; if they are right, explain the finding.
-- detail_id: Laporan {period}: rujukan {referrals_made}, selesai {referrals_completed}.
-- detail_en: Report of {period}: referrals made {referrals_made}, completed
-- {referrals_completed}.
-- grain: one row per row of a sheet and the months until the next submission
select
    region.region_id,
    span.period as subject,
    span.period,
    sent.referrals_made,
    sent.referrals_completed,
    sent.submission_id,
    sent.sheet,
    sent.row,
    span.from_month,
    span.to_month
from source.services as sent
inner join intermediate.submission_spans as span using (submission_id)
inner join reference.regions as region on sent.region_code = region.code
where sent.referrals_completed > sent.referrals_made
