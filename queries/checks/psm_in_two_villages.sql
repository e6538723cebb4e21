-- title_id: Satu PSM di dua desa/kelurahan
-- title_en: One PSM in two villages
-- severity: high
-- dataset: pillars
-- looks_for_id: Orang dengan NIK yang sama yang tercatat sebagai PSM aktif di dua
-- tempat.
-- looks_for_en: The same NIK, registered as an active PSM in two places.
-- why_id: PSM melayani desa/kelurahan tempat tinggalnya. Salah satu dari keduanya
-- tampak punya PSM padahal mungkin tidak.
-- why_en: A PSM serves the village they live in. One of the two seems to have a PSM and
-- may have none.
-- mend_id: Tentukan desa/kelurahan yang benar dan hapus atau akhiri baris yang lain.
-- Bila NIK salah ketik, perbaiki NIK-nya.
-- mend_en: Settle which village is right and remove or end the other row. Where the NIK
-- was mistyped, correct it.
-- detail_id: Satu orang tercatat sebagai PSM aktif di {region_a} dan di {region_b}.
-- detail_en: One person is registered as an active PSM in {region_a} and in {region_b}.
-- grain: one row per person, pair of places, row of a register and months
with

pairs as (
    select
        role_a.person_id,
        place_a.code as region_a,
        place_b.code as region_b,
        case
            when role_a.office_id = role_b.office_id then role_a.office_id
            when place_a.province_id = place_b.province_id then place_a.province_id
            else 0
        end as region_id,
        greatest(role_a.from_month, role_b.from_month) as from_month,
        least(role_a.to_month, role_b.to_month) as to_month,
        unnest([role_a.role_id, role_b.role_id]) as role_id
    from intermediate.active_rows as role_a
    inner join intermediate.active_rows as role_b
        on role_a.person_id = role_b.person_id and role_a.region_id < role_b.region_id
    inner join reference.regions as place_a on role_a.region_id = place_a.region_id
    inner join reference.regions as place_b on role_b.region_id = place_b.region_id
    where
        role_a.kind = 'psm'
        and role_b.kind = 'psm'
        and role_a.from_month < role_b.to_month
        and role_b.from_month < role_a.to_month
)

select distinct
    pair.region_id,
    concat_ws('+', person.identity, pair.region_a, pair.region_b) as subject,
    pair.region_a,
    pair.region_b,
    role.submission_id,
    role.sheet,
    role.row,
    pair.from_month,
    pair.to_month
from pairs as pair
inner join staging.people as person on pair.person_id = person.person_id
inner join intermediate.active_rows as role on pair.role_id = role.role_id
