-- title_id: Jenis pilar tidak ada di register
-- title_en: Kind of pillar absent from a register
-- severity: low
-- dataset: pillars
-- looks_for_id: Jenis pilar yang dipakai di sini dan dikirim kabupaten/kota lain di
-- provinsi yang sama, tetapi tidak ada satu pun dalam register kantor ini.
-- looks_for_en: A kind in use here that other regencies of the province send, of which
-- this office's register holds none.
-- why_id: Tidak jelas apakah jenis itu memang tidak ada atau belum didata; angka
-- provinsi menjadi kurang lengkap.
-- why_en: It is not clear whether there are none or they were not recorded; the
-- province's figure is less complete.
-- mend_id: Data jenis itu; bila memang tidak ada, beri keterangan pada temuan ini.
-- mend_en: Record that kind; where there are none, explain this finding.
-- detail_id: {kind} tidak ada dalam register; kabupaten/kota lain yang mengirimnya:
-- {others}.
-- detail_en: {kind} is absent from the register; other regencies that send it:
-- {others}.
-- grain: one row per office, kind and months in which its register is in force
with

held as (
    select
        held.office_id,
        office.province_id,
        held.kind,
        held.from_month,
        held.to_month
    from marts.collected_kinds as held
    inner join reference.regions as office on held.office_id = office.region_id
    where
        held.dataset in ('pillars', 'pillar_counts')
        and held.kind is not null
        and office.depth = 2
),

registers as (
    select
        register.office_id,
        office.province_id,
        kind.kind,
        register.from_month,
        register.to_month
    from intermediate.registers as register
    inner join reference.regions as office on register.office_id = office.region_id
    cross join reference.pillar_kinds as kind
    where register.office_depth = 2 and kind.is_in_use
)

select
    register.office_id as region_id,
    register.kind as subject,
    register.kind,
    register.from_month,
    register.to_month,
    count(distinct other.office_id) as others
from registers as register
inner join held as other using (province_id, kind)
anti join held as own
    on
        register.office_id = own.office_id
        and register.kind = own.kind
        and register.from_month >= own.from_month
        and register.from_month < own.to_month
where
    other.from_month <= register.from_month
    and register.from_month < other.to_month
group by all
