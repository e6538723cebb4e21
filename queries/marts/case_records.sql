-- Single dated cases, nobody's name: of a year the office's latest list counts.
-- grain: one row per case of a list and the months [from_month, to_month) in which the
-- list is the latest of its year
with

lists as (
    select
        submission_id,
        office_id,
        period_last as from_month,
        lead(period_last, 1, 12 * (period_last // 12) + 12) over (
            partition by office_id, period_last // 12
            order by period_last, submission_id
        ) as to_month
    from staging.submissions
    where dataset = 'case_records'
)

select
    record.region_id,
    record.kind,
    date_diff('day', record.reported_on, record.handled_on) as days_to_handle,
    record.days_to_close,
    record.closed_month,
    record.is_with_psm,
    (record.handled_on is not null) as is_handled,
    lists.from_month,
    lists.to_month
from staging.case_records as record
inner join lists using (submission_id)
where lists.from_month < lists.to_month
order by record.region_id, record.kind
