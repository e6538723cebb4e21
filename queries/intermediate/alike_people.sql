-- Pairs of active rows that may be one person: (nearly) the same name, the same year of
-- birth and district, or the same registration number in one office; and not the same
-- identity. Of two identified people only equal names count.
-- grain: one row per pair of roles and months both are active, [from_month, to_month)
with

-- each of the two ways is a join of its own by equal values: never all with all
pairs as (
    select
        person_a,
        person_b
    from intermediate.active_people as person_a
    inner join intermediate.active_people as person_b using (area_id, birth_year)
    where
        person_a.person <= person_b.person
        and person_a.plain_name = person_b.plain_name
    union all
    select
        person_a,
        person_b
    from intermediate.active_people as person_a
    inner join intermediate.active_people as person_b using (area_id, birth_year)
    where
        person_a.person <= person_b.person
        and (person_a.person_id is null or person_b.person_id is null)
        and jaro_winkler_similarity(person_a.plain_name, person_b.plain_name) >= 0.95
    union all
    select
        person_a,
        person_b
    from intermediate.active_people as person_a
    inner join intermediate.active_people as person_b
        using (office_id, kind, registration_number)
    where person_a.person <= person_b.person
)

select distinct
    person_a.role_id as role_a,
    person_b.role_id as role_b,
    person_a.person as person_a,
    person_b.person as person_b,
    person_a.office_id,
    person_a.kind as kind_a,
    person_b.kind as kind_b,
    person_a.region_code as region_a,
    person_b.region_code as region_b,
    greatest(person_a.from_month, person_b.from_month) as from_month,
    least(person_a.to_month, person_b.to_month) as to_month
from pairs
where
    -- two rows without identity that say the same are two rows
    (person_a.person <> person_b.person or person_a.role_id < person_b.role_id)
    and (
        person_a.person_id is null
        or person_a.person_id is distinct from person_b.person_id
    )
    and person_a.from_month < person_b.to_month
    and person_b.from_month < person_a.to_month
