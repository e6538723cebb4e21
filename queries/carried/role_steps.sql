-- Rows of people known to several provinces.
-- grain: as intermediate.role_steps
select told.* from intermediate.role_steps as told
semi join carried.people as crossing on told.person_id = crossing.person_id
