-- Rows of people known to several provinces.
-- grain: as intermediate.active_rows
select told.* from intermediate.active_rows as told
semi join carried.people as crossing on told.person_id = crossing.person_id
