-- Bimtek that identified people attended, whichever office held them.
-- grain: one row per person and activity; month is that of the activity's last day
select distinct
    identity,
    office_id,
    activity,
    last_month as month
from intermediate.attendance_rows
where kind = 'bimtek' and is_attended and identity is not null
union
select
    identity,
    office_id,
    activity,
    month
from staging.trainings_elsewhere
