-- The rows of participants that count: of an activity, and of its list, the office's
-- latest submission; a list is looked up among the activities of the office that sent
-- it.
-- grain: one row per attendance; region_id is null where the list does not say it
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

select
    list.*,
    activity.kind,
    activity.last_month
from lists as list
inner join activities as activity using (office_id, activity)
