-- Bimtek that identified people attended, whichever office held them.
-- grain: one row per person and activity; month is that of the activity's last day
select distinct
    person_id,
    office_id,
    activity,
    last_month as month
from intermediate.attendance_rows
where kind = 'bimtek' and is_attended and person_id is not null
union
select
    person.person_id,
    elsewhere.office_id,
    elsewhere.activity,
    elsewhere.month
from staging.trainings_elsewhere as elsewhere
inner join staging.people as person using (identity)
