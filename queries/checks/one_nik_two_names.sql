-- title_id: Satu NIK dengan dua nama
-- title_en: One NIK with two names
-- severity: high
-- dataset: pillars
-- looks_for_id: NIK yang sama pada baris aktif dengan nama yang jelas berbeda
-- (kemiripan Jaro-Winkler di bawah 0,75 dan tidak saling memuat).
-- looks_for_en: The same NIK on active rows whose names clearly differ (Jaro-Winkler
-- similarity below 0.75, neither part of the other).
-- why_id: Dua orang terhitung sebagai satu, atau NIK salah salin.
-- why_en: Two people count as one, or the NIK was copied wrongly.
-- mend_id: Cocokkan NIK kedua baris dengan KTP dan perbaiki yang keliru.
-- mend_en: Compare the NIK of both rows with the identity cards and correct the wrong
-- one.
-- detail_id: Satu NIK tercatat dengan dua nama yang berbeda.
-- detail_en: One NIK stands with two different names.
-- grain: one row per identity, row of a register and months
with

pairs as (
    select
        person_a.person_id,
        if(
            person_a.office_id = person_b.office_id,
            person_a.office_id,
            if(person_a.province_id = person_b.province_id, person_a.province_id, 0)
        ) as region_id,
        unnest([person_a.role_id, person_b.role_id]) as role_id,
        greatest(person_a.from_month, person_b.from_month) as from_month,
        least(person_a.to_month, person_b.to_month) as to_month
    from intermediate.active_people as person_a
    inner join intermediate.active_people as person_b
        on
            person_a.person_id = person_b.person_id
            and person_a.plain_name < person_b.plain_name
    where
        jaro_winkler_similarity(person_a.plain_name, person_b.plain_name) < 0.75
        and not contains(person_a.plain_name, person_b.plain_name)
        and not contains(person_b.plain_name, person_a.plain_name)
        and person_a.from_month < person_b.to_month
        and person_b.from_month < person_a.to_month
)

select distinct
    pair.region_id,
    person.identity as subject,
    role.submission_id,
    role.sheet,
    role.row,
    pair.from_month,
    pair.to_month
from pairs as pair
inner join staging.people as person on pair.person_id = person.person_id
inner join intermediate.active_rows as role on pair.role_id = role.role_id
