-- Bimtek of these offices and who attended them.
-- grain: as intermediate.trainings
select
    person.identity,
    training.* exclude (person_id)
from intermediate.trainings as training
inner join staging.people as person using (person_id)
where (training.office_id = 0) = (select count(*) = 0 from staging.scope)
