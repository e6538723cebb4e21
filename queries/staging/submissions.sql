-- The submissions that count, with the office that sent each.
-- grain: one row per submission; submission_id follows the order of recording; tells
-- holds what it tells of where a dataset is sent part by part, else nothing
select
    submission.submission_id,
    submission.dataset,
    office.region_id as office_id,
    office.depth as office_depth,
    submission.period_first,
    submission.period_last,
    submission.received_on,
    submission.first_received_on,
    submission.sent_file,
    submission.is_sample,
    submission.tells
from source.submissions as submission
inner join reference.regions as office on submission.office = office.code
