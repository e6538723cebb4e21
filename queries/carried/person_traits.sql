-- Rows of people known to several provinces.
-- grain: as intermediate.person_traits
select told.* from intermediate.person_traits as told
semi join carried.people as crossing on told.person_id = crossing.person_id
