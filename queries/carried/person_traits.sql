-- Rows of people known to several provinces.
-- grain: as intermediate.person_traits
select * from intermediate.person_traits
semi join intermediate.crossing using (identity)
