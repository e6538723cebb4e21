-- Rows of people known to several provinces.
-- grain: as intermediate.roles
select * from intermediate.roles
semi join intermediate.crossing using (identity)
