-- Rows of people known to several provinces.
-- grain: as intermediate.trainings
select told.* from intermediate.trainings as told
semi join carried.people as crossing on told.person_id = crossing.person_id
