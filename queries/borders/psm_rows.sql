-- What registers here say of each PSM who is identified.
-- grain: one row per role
select * from intermediate.psm_rows
where is_identified
