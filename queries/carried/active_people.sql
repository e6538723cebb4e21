-- Rows of people known to several provinces.
-- grain: as intermediate.active_people
select * from intermediate.active_people
semi join intermediate.crossing using (identity)
