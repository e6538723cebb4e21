-- title_id: Angka disalin dari periode sebelumnya
-- title_en: Figures copied from an earlier period
-- severity: high
-- dataset: several
-- looks_for_id: Kecamatan yang semua angkanya sama persis dengan laporan kantor yang
-- sama untuk periode sebelumnya, bila bersama-sama mencakup 200 orang atau lebih.
-- looks_for_en: Districts whose every figure equals the same office's report of an
-- earlier period, where together they tell of 200 people or more.
-- why_id: Bila dari 20 orang hanya satu yang berganti antara dua laporan, peluang 200
-- orang tetap sama di semua angka di bawah 1 banding 20.000. Perubahan menjadi tidak
-- terlihat.
-- why_en: If only one in 20 changes between two reports, the chance that 200 people
-- stay the same in all figures is below 1 in 20,000. Change stays unseen.
-- mend_id: Data ulang dan kirim angka periode ini; bila memang tidak berubah, beri
-- keterangan.
-- mend_en: Count again and send this period's figures; if nothing changed, explain it.
-- detail_id: Laporan {period}: {parts} kecamatan ({total} orang/KK) sama persis dengan
-- laporan {copied_from}.
-- detail_en: Report of {period}: {parts} districts ({total} persons/families) equal the
-- report of {copied_from} exactly.
-- grain: one row per submission and the months until the next
with

parts as (
    select
        report.submission_id,
        coalesce(region.district_id, region.region_id) as part_id,
        sum(report.value) as total,
        bit_xor(hash(
            report.region_id, report.series_id, report.value
        )) as fingerprint
    from staging.reports as report
    inner join staging.series as series using (series_id)
    inner join reference.regions as region using (region_id)
    where series.dataset in ('ppks', 'population')
    group by all
),

dated as (
    select
        parts.*,
        span.dataset,
        span.office_id,
        span.period,
        span.from_month,
        span.to_month
    from parts
    inner join intermediate.submission_spans as span using (submission_id)
),

copied as (
    select
        later.*,
        max_by(earlier.period, earlier.from_month) as copied_from
    from dated as later
    inner join dated as earlier
        using (dataset, office_id, part_id, total, fingerprint)
    where earlier.from_month < later.from_month
    group by all
)

select
    office_id as region_id,
    dataset,
    period as subject,
    period,
    max(copied_from) as copied_from,
    count(*) as parts,
    cast(sum(total) as bigint) as total,
    from_month,
    to_month
from copied
group by dataset, office_id, period, from_month, to_month
having sum(total) >= 200
