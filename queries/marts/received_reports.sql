-- What offices sent of what is expected of them, and which expected month it answers: a
-- report tells of the month that ends its interval if it is nearer to that end than to
-- the one before, and the latest of several is the answer.
-- grain: one row per submission of an expected dataset; received_on is when it, or the
-- first that it corrects, came; answered_month is null where it answers none; is_warned
-- where it was accepted although the check warned of something
with

sent as (
    select
        expected.office_id,
        expected.dataset,
        expected.every_months,
        expected.due_days,
        submission.submission_id,
        submission.period_first,
        submission.period_last,
        submission.first_received_on as received_on,
        (submission.period_last + expected.every_months)
        // expected.every_months * expected.every_months - 1 as next_month,
        expected.is_collected
        and next_month >= expected.first_month
        and 2 * (next_month - submission.period_last) < expected.every_months
            as is_near
    from marts.expectations as expected
    inner join marts.submissions as submission using (office_id, dataset)
)

select
    office_id,
    dataset,
    due_days,
    period_first,
    period_last,
    received_on,
    submission_id in (
        select warning.submission_id from staging.import_warnings as warning
    ) as is_warned,
    if(
        is_near and row_number() over (
            partition by office_id, dataset, next_month, is_near
            order by period_last desc, submission_id desc
        ) = 1,
        next_month,
        null
    ) as answered_month
from sent
order by office_id, dataset, period_last
