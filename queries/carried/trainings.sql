-- Rows of people known to several provinces.
-- grain: as intermediate.trainings
select * from intermediate.trainings
semi join intermediate.crossing using (identity)
