-- title_id: Register berbeda dari jumlah yang dilaporkan
-- title_en: Register and reported number disagree
-- severity: medium
-- dataset: pillars
-- looks_for_id: Kantor yang mengirim register dan juga jumlah untuk jenis yang sama,
-- tetapi pilar aktif dalam register tidak sama dengan jumlahnya.
-- looks_for_en: An office that sends a register and also a number of the same kind,
-- while the active ones in the register are not that many.
-- why_id: Angka yang dipakai berasal dari register; bila jumlah yang benar, ada baris
-- yang kurang atau berlebih.
-- why_en: The figure comes from the register; if the number is right, rows are missing
-- or too many.
-- mend_id: Cocokkan register dengan jumlahnya: lengkapi, akhiri, atau hapus baris.
-- mend_en: Match the register with the number: complete, end or remove rows.
-- detail_id: {kind}: {registered} aktif dalam register, {reported} dilaporkan.
-- detail_en: {kind}: {registered} active in the register, {reported} reported.
-- grain: one row per office, kind and months; numbers of the highest level reported
with

moments as (
    select
        office_id,
        kind,
        unnest([from_month, to_month]) as month
    from intermediate.counts_beside_registers
    union
    select
        held.office_id,
        held.kind,
        unnest([pillar.from_month, pillar.to_month]) as month
    from intermediate.counts_beside_registers as held
    inner join marts.pillars as pillar using (region_id, kind)
),

spans as (
    select
        *,
        lead(month) over (partition by office_id, kind order by month) as to_month
    from moments
),

standing as (
    select
        span.*,
        report.region_id,
        report.value
    from spans as span
    inner join intermediate.counts_beside_registers as report
        on
            span.office_id = report.office_id
            and span.kind = report.kind
            and span.month >= report.from_month
            and span.month < report.to_month
    qualify report.depth = min(report.depth) over (
        partition by span.office_id, span.kind, span.month
    )
)

select
    report.office_id as region_id,
    report.kind as subject,
    report.kind,
    cast(sum(coalesce(pillar.active, 0)) as bigint) as registered,
    cast(sum(report.value) as bigint) as reported,
    report.month as from_month,
    report.to_month
from standing as report
left join marts.pillars as pillar
    on
        report.region_id = pillar.region_id
        and report.kind = pillar.kind
        and report.month >= pillar.from_month
        and report.month < pillar.to_month
group by report.office_id, report.kind, report.month, report.to_month
having registered <> reported
