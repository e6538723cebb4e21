-- What registers here say of each PSM who is identified.
-- grain: one row per role
select
    person.identity,
    sent.* exclude (person_id, is_identified)
from intermediate.psm_rows as sent
inner join staging.people as person using (person_id)
