-- title_id: Wilayah yang hilang dari laporan
-- title_en: Regions gone from a report
-- severity: medium
-- dataset: several
-- looks_for_id: Wilayah yang punya angka dalam laporan sebelumnya dari kantor yang
-- sama, tetapi tidak lagi dalam laporan ini.
-- looks_for_en: Regions with a figure in the office's report before, and none in this
-- one.
-- why_id: Mungkin terlewat, atau desanya dimekarkan atau berganti kode. Angka lamanya
-- tetap dipakai dan makin usang; bila kodenya berganti, orangnya terhitung dua kali.
-- why_en: They may have been forgotten, or split, or given another code. The old figure
-- stands and ages; where the code changed, people are counted twice.
-- mend_id: Kirim angka wilayah itu; bila kodenya berganti, kirim angka 0 untuk kode
-- lama.
-- mend_en: Send figures of these regions; where the code changed, send 0 for the old
-- one.
-- detail_id: Laporan {period}: {gone} wilayah tidak ada lagi, {appeared} wilayah baru.
-- Yang hilang antara lain {regions}.
-- detail_en: Report of {period}: {gone} regions are gone, {appeared} are new. Gone are,
-- among others, {regions}.
-- grain: one row per submission and the months until the next
with

sent as (
    select distinct
        submission_id,
        region_id
    from staging.reports
),

compared as (
    select
        span.submission_id,
        earlier.region_id as earlier_id,
        later.region_id as later_id
    from intermediate.submission_spans as span
    inner join sent as earlier on span.previous_id = earlier.submission_id
    left join sent as later
        on
            span.submission_id = later.submission_id
            and earlier.region_id = later.region_id
),

gone as (
    select
        compared.submission_id,
        count(*) filter (where compared.later_id is not null) as kept,
        count(*) filter (where compared.later_id is null) as gone,
        list(region.code order by compared.later_id is not null, region.code)
            as codes
    from compared
    inner join reference.regions as region on compared.earlier_id = region.region_id
    group by all
),

sizes as (
    select
        submission_id,
        count(*) as regions
    from sent
    group by all
)

select
    span.office_id as region_id,
    span.dataset,
    span.period as subject,
    span.period,
    gone.gone,
    sizes.regions - gone.kept as appeared,
    list_slice(gone.codes, 1, least(gone.gone, 5)) as regions,
    span.from_month,
    span.to_month
from gone
inner join intermediate.submission_spans as span using (submission_id)
inner join sizes using (submission_id)
where gone.gone > 0
