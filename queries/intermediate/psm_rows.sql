-- What rows of registers say of each PSM; of whom other parts know too, theirs as well.
-- grain: one row per role; person_id as in person_steps
select
    coalesce(role.person_id, -role.role_id) as person_id,
    role.person_id is not null as is_identified,
    role.role_id,
    role.trained_month,
    role.has_decree,
    sent.birth_year,
    sent.sex,
    sent.education
from staging.pillars as role
inner join staging.register_people as sent using (role_id)
where role.kind = 'psm'
union all
select
    person.person_id,
    true as is_identified,
    sent.* exclude (identity)
from staging.psm_rows_elsewhere as sent
inner join staging.people as person using (identity)
