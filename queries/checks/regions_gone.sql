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
-- grain: one row per submission and the months until the next; what a national office
-- sent is looked at by province
with

sent as (
    select distinct
        report.submission_id,
        report.region_id,
        region.code,
        if(
            submission.office_id = 0,
            coalesce(region.province_id, 0),
            submission.office_id
        ) as told_id
    from staging.reports as report
    inner join staging.submissions as submission using (submission_id)
    inner join reference.regions as region on report.region_id = region.region_id
),

compared as (
    select
        span.submission_id,
        earlier.told_id,
        earlier.code,
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
        submission_id,
        told_id,
        count(*) filter (where later_id is not null) as kept,
        count(*) filter (where later_id is null) as gone,
        list(code order by later_id is not null, code) as codes
    from compared
    group by all
),

sizes as (
    select
        submission_id,
        told_id,
        count(*) as regions
    from sent
    group by all
)

select
    gone.told_id as region_id,
    span.dataset,
    span.period as subject,
    span.period,
    gone.gone,
    coalesce(sizes.regions, 0) - gone.kept as appeared,
    list_slice(gone.codes, 1, least(gone.gone, 5)) as regions,
    span.from_month,
    span.to_month
from gone
inner join intermediate.submission_spans as span using (submission_id)
left join sizes
    on gone.submission_id = sizes.submission_id and gone.told_id = sizes.told_id
-- an office that sends no figure at all tells of no region
where gone.gone > 0 and (sizes.regions > 0 or span.office_id = 0)
