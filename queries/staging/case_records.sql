-- Single cases with their dates; each submission lists those of its year so far.
-- grain: one row per submission and case; days_to_close is null while it is open
select
    sent.submission_id,
    submission.office_id,
    region.region_id,
    sent.kind,
    submission.period_last,
    sent.reported_on,
    sent.handled_on,
    sent.closed_on,
    (sent.with_psm = 'yes') as is_with_psm,
    date_diff('day', sent.reported_on, sent.closed_on) as days_to_close,
    12 * year(sent.closed_on) + month(sent.closed_on) - 1 as closed_month
from source.case_records as sent
inner join staging.submissions as submission using (submission_id)
inner join reference.regions as region on sent.region_code = region.code
