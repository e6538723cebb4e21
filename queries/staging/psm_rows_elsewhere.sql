-- What registers of other parts say of PSM who are known here.
-- grain: one row per role
select
    identity,
    role_id,
    trained_month,
    has_decree,
    birth_year,
    sex,
    education
from source.psm_rows_elsewhere
