-- What registers say of each PSM: of several rows the latest that says it.
-- grain: one row per person; birth_year, sex, education are null where nobody says;
-- certified_month and attended_month are 999999 where never, attended_month also where
-- it cannot be known: of who is not identified
with

attended as (
    select
        person_id,
        min(month) as attended_month
    from intermediate.trainings
    group by all
)

select
    written.person_id,
    bool_or(written.is_identified) as is_identified,
    max_by(written.birth_year, written.role_id) as birth_year,
    max_by(written.sex, written.role_id) as sex,
    max_by(written.education, written.role_id) as education,
    bool_or(written.has_decree) as has_decree,
    coalesce(min(written.trained_month), 999999) as certified_month,
    coalesce(any_value(attended.attended_month), 999999) as attended_month
from intermediate.psm_rows as written
left join attended using (person_id)
group by written.person_id
