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
        unnest([
            greatest(pillar.from_month, held.from_month),
            least(pillar.to_month, held.to_month)
        ]) as month
    from intermediate.counts_beside_registers as held
    inner join marts.pillars as pillar using (region_id, kind)
    where
        pillar.from_month < held.to_month
        and held.from_month < pillar.to_month
),

spans as (
    select
        *,
        lead(month) over (partition by office_id, kind order by month) as to_month
    from moments
)

select
    span.office_id as region_id,
    span.kind as subject,
    span.kind,
    cast(sum(coalesce(pillar.active, 0)) as bigint) as registered,
    cast(sum(report.value) as bigint) as reported,
    span.month as from_month,
    span.to_month
from spans as span
inner join intermediate.counts_beside_registers as report
    on
        span.office_id = report.office_id
        and span.kind = report.kind
        and span.month >= report.from_month
        and span.month < report.to_month
left join marts.pillars as pillar
    on
        report.region_id = pillar.region_id
        and report.kind = pillar.kind
        and span.month >= pillar.from_month
        and span.month < pillar.to_month
group by span.office_id, span.kind, span.month, span.to_month
having registered <> reported
