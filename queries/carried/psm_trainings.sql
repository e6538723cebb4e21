-- Rows of people known to several provinces.
-- grain: as intermediate.psm_trainings
select * from intermediate.psm_trainings
semi join intermediate.crossing using (identity)
