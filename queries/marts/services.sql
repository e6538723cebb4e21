-- Whether a regency has an SLRT, and its SIKS-NG operators: each as last reported, a
-- blank undoes nothing; of two reports for the same month the lower office's counts,
-- then the later.
-- grain: one row per regency and months [from_month, to_month)
with

by_month as (
    select
        sent.region_id,
        sent.period_to,
        max_by(sent.has_slrt, (submission.office_depth, sent.submission_id))
            as has_slrt,
        max_by(sent.operators_persons, (submission.office_depth, sent.submission_id))
            as operators_persons
    from staging.services as sent
    inner join staging.submissions as submission using (submission_id)
    group by all
)

select
    region_id,
    last_value(has_slrt ignore nulls) over earlier as has_slrt,
    last_value(operators_persons ignore nulls) over earlier as operators_persons,
    period_to as from_month,
    lead(period_to, 1, 999999) over (
        partition by region_id order by period_to
    ) as to_month
from by_month
window earlier as (partition by region_id order by period_to)
order by region_id, from_month
