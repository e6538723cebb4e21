-- What each submission gives to figures, and in which months: a count of a region until
-- its next one, a register until the office's next, flows as `flow_uses` says, an
-- activity and who attended it from its month on.
-- grain: one row per submission, region told of and months [from_month, to_month)
with

-- each list tells of its year so far
case_lists as (
    select
        submission_id,
        office_id as region_id,
        period_last as from_month,
        lead(period_last, 1, 12 * (period_last // 12) + 12) over (
            partition by office_id, period_last // 12
            order by period_last, submission_id
        ) as to_month
    from staging.submissions
    where dataset = 'case_records'
),

activities as (
    select
        submission_id,
        office_id,
        activity,
        last_month
    from staging.activities
    qualify submission_id = max(submission_id) over (partition by office_id, activity)
),

attendances as (
    select distinct
        submission_id,
        office_id as region_id,
        last_month as from_month,
        999999 as to_month
    from intermediate.attendance_rows
)

select
    submission_id,
    region_id,
    from_month,
    to_month
from intermediate.report_spans
union all
select
    submission_id,
    office_id as region_id,
    from_month,
    to_month
from intermediate.registers
union all
-- a province's register names people of regencies
select distinct
    register.submission_id,
    role.region_id,
    register.from_month,
    register.to_month
from intermediate.registers as register
inner join staging.pillars as role using (submission_id)
where register.office_depth < 2
union all
select * from intermediate.flow_uses
union all
select * from case_lists
where from_month < to_month
union all
select
    submission_id,
    office_id as region_id,
    last_month as from_month,
    999999 as to_month
from activities
union all
select * from attendances
union all
select
    submission_id,
    region_id,
    12 * target_year as from_month,
    12 * target_year + 12 as to_month
from staging.targets
