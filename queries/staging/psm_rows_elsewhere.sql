-- What registers of other parts say of PSM who are known here.
-- grain: one row per role
select * from source.psm_rows_elsewhere
