-- Bimtek that identified people attended, whichever office held them. Of an activity,
-- and of its list of participants, the office's latest submission counts; the list is
-- looked up among the activities of the office that sent it.
-- grain: one row per person and activity; month is that of the activity's last day
with

activities as (
    select * from staging.activities
    qualify submission_id = max(submission_id) over (
        partition by office_id, activity
    )
),

lists as (
    select * from staging.participants
    qualify submission_id = max(submission_id) over (
        partition by office_id, activity
    )
)

select distinct
    list.identity,
    list.office_id,
    list.activity,
    activity.last_month as month
from lists as list
inner join activities as activity using (office_id, activity)
where
    activity.kind = 'bimtek'
    and list.is_attended
    and list.identity is not null
