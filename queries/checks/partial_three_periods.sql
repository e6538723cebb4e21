-- title_id: Angka tidak lengkap selama tiga periode
-- title_en: Partial for three periods
-- severity: medium
-- dataset: ppks
-- looks_for_id: Kabupaten/kota yang angka PMKS-nya tidak lengkap dalam tiga laporan
-- berturut-turut atau lebih.
-- looks_for_en: A regency whose PMKS figure was partial in three reports in a row or
-- more.
-- why_id: Desa/kelurahan yang sama tidak pernah masuk hitungan; rasio dan perbandingan
-- antardaerah menjadi tidak setara.
-- why_en: The same villages never enter the count; ratios of regions do not compare.
-- mend_id: Minta angka dari desa/kelurahan yang belum melapor (angka 0 bila tidak ada).
-- mend_en: Ask the villages that have not reported (0 where there is nobody).
-- detail_id: Tidak lengkap sejak {since}; {villages_missing} dari {villages}
-- desa/kelurahan belum punya angka.
-- detail_en: Partial since {since}; {villages_missing} of {villages} villages have no
-- figure.
-- grain: one row per regency, report and the months until the next
with

reports as (
    select
        sent.office_id as region_id,
        sent.from_month,
        sent.to_month,
        figure.is_complete,
        count(*) filter (where figure.is_complete) over (
            partition by sent.office_id order by sent.from_month
        ) as run
    from intermediate.submission_spans as sent
    inner join marts.ppks as figure
        on
            sent.office_id = figure.region_id
            and sent.from_month >= figure.from_month
            and sent.from_month < figure.to_month
    where
        sent.dataset = 'ppks'
        and sent.office_depth = 2
        and figure.is_complete is not null
),

partial as (
    select
        *,
        min(from_month) over runs as since
    from reports
    where not is_complete
    window runs as (partition by region_id, run order by from_month)
    qualify row_number() over runs >= 3
)

select
    partial.region_id,
    month_text(partial.since) as since,
    count(*) as villages,
    count(*) filter (where figure.ppks_persons is null) as villages_missing,
    partial.from_month,
    partial.to_month
from partial
inner join reference.regions as village on partial.region_id = village.regency_id
left join marts.ppks as figure
    on
        village.region_id = figure.region_id
        and partial.from_month >= figure.from_month
        and partial.from_month < figure.to_month
where village.depth = 4
group by partial.region_id, partial.since, partial.from_month, partial.to_month
