-- title_id: Isi DTKS/DTSEN tidak cocok dengan jumlahnya
-- title_en: Parts of DTKS/DTSEN contradict the whole
-- severity: high
-- dataset: national_list
-- looks_for_id: Baris dengan keluarga lebih banyak dari individu, atau yang
-- desil-desilnya bersama-sama lebih banyak dari seluruh daftar wilayah itu.
-- looks_for_en: Rows with more families than individuals, or whose deciles together are
-- more than the region's whole list.
-- why_id: Kolom mungkin tertukar, atau sebagian dihitung dua kali.
-- why_en: Columns may be swapped, or some are counted twice.
-- mend_id: Bandingkan dengan sumbernya, lalu kirim ulang.
-- mend_en: Compare with the source, and send again.
-- detail_id: Laporan {period}: baris yang tidak cocok: {count}.
-- detail_en: Report of {period}: rows that contradict the whole: {count}.
-- grain: one row per row of a sheet and the months until the next submission
with

parts as (
    select
        submission_id,
        region_code,
        source,
        period_to,
        sum(individuals) as individuals,
        sum(families) as families
    from source.national_list
    where decile not in ('all', '6-10')
    group by all
)

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
from source.national_list as sent
inner join intermediate.submission_spans as span using (submission_id)
left join parts
    on
        sent.submission_id = parts.submission_id
        and sent.region_code = parts.region_code
        and sent.source = parts.source
        and sent.period_to = parts.period_to
        and sent.decile = 'all'
where
    sent.families > sent.individuals
    or parts.individuals > sent.individuals
    or parts.families > sent.families
