-- The kinds that an office's register holds at least once. It is complete for them,
-- unless the office is a province's, which says nothing of places without a row.
-- grain: one row per office, kind and months [from_month, to_month)
select distinct
    register.office_id,
    role.kind,
    register.office_depth >= 2 as is_complete,
    register.from_month,
    register.to_month,
    register.from_month as period
from intermediate.registers as register
inner join staging.pillars as role using (submission_id)
