-- Active rows of registers with their place in the file, for the rules about them.
-- grain: one row per role and months it is active, [from_month, to_month)
select
    role_id,
    submission_id,
    sheet,
    row,
    office_id,
    kind,
    unit,
    region_id,
    identity,
    is_placed,
    coalesce(stale_month, 0) as stale_month,
    coalesce(trained_month, 999999) as trained_month,
    adult_month,
    greatest(from_month, coalesce(start_month, from_month)) as from_month,
    least(to_month, coalesce(end_month, to_month)) as to_month
from intermediate.roles
where
    is_active
    and greatest(from_month, coalesce(start_month, from_month))
    < least(to_month, coalesce(end_month, to_month))
