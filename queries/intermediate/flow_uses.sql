-- What each submission gives to figures of a month or of the year so far, and in which
-- months: until the year is over, a sum of the year so far until the next such sum.
-- What was told without a unit is no figure, yet something that was sent.
-- grain: one row per submission, region told of and months [from_month, to_month)
with

flow_ends as (
    select
        submission_id,
        region_id,
        year,
        month as from_month,
        next_month
    from intermediate.flow_rows
    where is_plain
    union all
    select
        submission_id,
        region_id,
        year,
        month as from_month,
        if(
            is_monthly,
            null,
            min(month) over (
                partition by flow_id, region_id, office_id, year, is_monthly
                order by month
                range between 1 following and unbounded following
            )
        ) as next_month
    from intermediate.flow_rows
    where is_plain is not true
    union all
    select
        submission_id,
        region_id,
        year,
        month as from_month,
        if(
            flow = 'monthly',
            null,
            min(month) over (
                partition by
                    dataset,
                    kind,
                    fund_source,
                    measure,
                    region_id,
                    office_id,
                    year,
                    flow = 'monthly'
                order by month
                range between 1 following and unbounded following
            )
        ) as next_month
    from staging.flows
    where unit is null
)

select distinct
    submission_id,
    region_id,
    from_month,
    coalesce(next_month, if(year = 0, 999999, 12 * year + 12)) as to_month
from flow_ends
