-- The median of days from report to closing, of single cases closed in the year so far.
-- Each office's latest list of the year counts.
-- grain: one row per region and months [from_month, to_month) of a year
with

lists as (
    select
        submission_id,
        period_last as from_month,
        least(
            lead(period_last, 1, 999999) over (
                partition by office_id order by period_last, submission_id
            ),
            12 * (period_last // 12) + 12
        ) as to_month
    from staging.submissions
    where dataset = 'case_records'
),

closed as (
    select
        above.ancestor_id as region_id,
        greatest(list.from_month, sent.closed_month) as from_month,
        list.to_month,
        sent.days_to_close,
        sent.period_last
    from staging.case_records as sent
    inner join lists as list using (submission_id)
    inner join marts.region_ancestors as above using (region_id)
    where
        sent.closed_month // 12 = list.from_month // 12
        and greatest(list.from_month, sent.closed_month) < list.to_month
),

moments as (
    select distinct
        region_id,
        unnest([from_month, to_month]) as month
    from closed
),

spans as (
    select
        region_id,
        month as from_month,
        lead(month) over (partition by region_id order by month) as to_month
    from moments
)

select
    span.region_id,
    span.from_month,
    span.to_month,
    median(closed.days_to_close) as days,
    min(closed.period_last) as period
from spans as span
inner join closed using (region_id)
where closed.from_month <= span.from_month and span.from_month < closed.to_month
group by all
