-- Rows of people known to several provinces.
-- grain: as intermediate.role_steps
select * from intermediate.role_steps
semi join intermediate.crossing using (identity)
