-- Each submission with the months until the office's next one of the same dataset; of a
-- dataset that is sent part by part all those of a month are in force together.
-- grain: one row per submission that is in force for a time, [from_month, to_month);
-- previous_id is the submission before it that tells of the same, null for the first
with

ranked as (
    select
        submission_id,
        dataset,
        office_id,
        office_depth,
        period_text(period_first, period_last) as period,
        period_last as from_month,
        least(
            lead(period_last, 1, 999999) over alike,
            coalesce(min(period_last) over later, 999999)
        ) as to_month,
        lag(submission_id) over alike as previous_id
    from staging.submissions
    window
        alike as (
            partition by dataset, office_id, tells order by period_last, submission_id
        ),
        later as (
            partition by dataset, office_id
            order by period_last
            range between 1 following and unbounded following
        )
)

select * from ranked
where from_month < to_month
