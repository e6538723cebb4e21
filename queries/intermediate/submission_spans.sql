-- Each submission with the months until the office's next one of the same dataset.
-- grain: one row per submission that is in force for a time, [from_month, to_month);
-- previous_id is the submission before it, null for the first
with

ranked as (
    select
        submission_id,
        dataset,
        office_id,
        office_depth,
        period_text(period_first, period_last) as period,
        period_last as from_month,
        lead(period_last, 1, 999999) over submissions as to_month,
        lag(submission_id) over submissions as previous_id
    from staging.submissions
    window
        submissions as (
            partition by dataset, office_id order by period_last, submission_id
        )
)

select * from ranked
where from_month < to_month
