-- Capacity-building activities of the offices that sent them.
-- grain: one row per submission and activity; activity is the office's own code without
-- case; last_month is the month of its last day
select
    sent.submission_id,
    submission.office_id,
    upper(trim(sent.activity)) as activity,
    sent.kind,
    sent.title,
    sent.organiser,
    sent.place,
    sent.first_day,
    coalesce(sent.last_day, sent.first_day) as last_day,
    12 * year(coalesce(sent.last_day, sent.first_day))
    + month(coalesce(sent.last_day, sent.first_day)) - 1 as last_month,
    sent.topics,
    sent.speakers
from source.activities as sent
inner join staging.submissions as submission using (submission_id)
