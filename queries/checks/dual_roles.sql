-- title_id: Rangkap peran
-- title_en: Dual roles
-- severity: medium
-- dataset: pillars
-- looks_for_id: Orang dengan NIK yang sama yang aktif dalam dua jenis pilar sekaligus.
-- looks_for_en: People with the same NIK who are active in two kinds of pillars at
-- once.
-- why_id: Bila jumlah tiap jenis dijumlahkan, orang ini terhitung dua kali atau lebih.
-- why_en: Where the kinds are added up, these people are counted twice or more.
-- mend_id: Periksa apakah kedua peran memang dijalankan. Beri tanggal selesai pada
-- peran yang sudah ditinggalkan; bila keduanya sah, beri keterangan pada temuan ini.
-- mend_en: Check that both roles are really held. Give the role that was left an end
-- date; where both are in order, explain this finding.
-- detail_id: Orang yang aktif sebagai {kind_a} sekaligus {kind_b}: {count}.
-- detail_en: People active as {kind_a} and as {kind_b} at once: {count}.
-- grain: one row per person, pair of kinds, row of a register and months; the region is
-- the office, or what two offices have in common
with

pairs as (
    select
        role_a.person_id,
        role_a.kind as kind_a,
        role_b.kind as kind_b,
        case
            when role_a.office_id = role_b.office_id then role_a.office_id
            when office_a.province_id = office_b.province_id then office_a.province_id
            else 0
        end as region_id,
        greatest(role_a.from_month, role_b.from_month) as from_month,
        least(role_a.to_month, role_b.to_month) as to_month,
        unnest([role_a.role_id, role_b.role_id]) as role_id
    from intermediate.active_rows as role_a
    inner join intermediate.active_rows as role_b
        on role_a.person_id = role_b.person_id and role_a.kind < role_b.kind
    inner join reference.regions as office_a on role_a.office_id = office_a.region_id
    inner join reference.regions as office_b on role_b.office_id = office_b.region_id
    where
        role_a.unit = 'person'
        and role_b.unit = 'person'
        and role_a.from_month < role_b.to_month
        and role_b.from_month < role_a.to_month
)

select distinct
    pair.region_id,
    concat_ws('+', pair.kind_a, pair.kind_b) as subject,
    pair.person_id as item,
    pair.kind_a,
    pair.kind_b,
    role.submission_id,
    role.sheet,
    role.row,
    pair.from_month,
    pair.to_month
from pairs as pair
inner join intermediate.active_rows as role using (role_id)
