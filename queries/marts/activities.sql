-- Bimtek, rakor and seleksi, each as the office's latest submission tells it.
-- grain: one row per office and activity; seen from the month of its last day on;
-- activity_id counts those of an office in their order
select
    10000 * cast(office_id as bigint) + row_number() over (
        partition by office_id order by last_month, activity
    ) as activity_id,
    * exclude (submission_id),
    date_diff('day', first_day, last_day) + 1 as days
from staging.activities
qualify submission_id = max(submission_id) over (partition by office_id, activity)
order by activity_id
