-- Rows of people known to several provinces.
-- grain: as intermediate.psm_trainings
select told.* from intermediate.psm_trainings as told
semi join carried.people as crossing on told.person_id = crossing.person_id
