-- The register of an office as of a month: its latest for a period not after it.
-- grain: one row per register and the months it is in force, [from_month, to_month)
with

ranked as (
    select
        submission_id,
        office_id,
        office_depth,
        period_last as from_month,
        lead(period_last, 1, 999999) over (
            partition by office_id order by period_last, submission_id
        ) as to_month
    from staging.submissions
    where dataset = 'pillars'
)

select * from ranked
where from_month < to_month
