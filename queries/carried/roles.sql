-- Rows of people known to several provinces.
-- grain: as intermediate.roles
select told.* from intermediate.roles as told
semi join carried.people as crossing on told.person_id = crossing.person_id
