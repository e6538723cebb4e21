-- Rows of people known to several provinces.
-- grain: as intermediate.active_rows
select * from intermediate.active_rows
semi join intermediate.crossing using (identity)
