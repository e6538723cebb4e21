-- What rows of registers say of each PSM; of whom other parts know too, theirs as well.
-- grain: one row per role; identity as in person_steps
select
    coalesce(role.identity, 'row ' || role.role_id) as identity,
    role.identity is not null as is_identified,
    role.role_id,
    role.trained_month,
    role.has_decree,
    sent.birth_year,
    sent.sex,
    sent.education
from staging.pillars as role
inner join staging.register_people as sent
    on
        role.submission_id = sent.submission_id
        and role.row = sent.row
        and role.sheet is not distinct from sent.sheet
where role.kind = 'psm'
union all
select
    identity,
    true as is_identified,
    role_id,
    trained_month,
    has_decree,
    birth_year,
    sex,
    education
from staging.psm_rows_elsewhere
