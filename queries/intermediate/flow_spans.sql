-- A flow as each office reported it, from January to the last month reported: the
-- latest cumulative figure and the monthly ones after it. Of monthly ones that overlap
-- the later submission's counts; months that nothing covers make the figure incomplete.
-- grain: one row per dataset, kind, source of funds, unit, measure, region and months
-- [from_month, to_month), which end with the year; of offices that reported the same
-- region the one whose report reaches furthest, then the lower, counts
with

monthly as (
    select
        moment.* exclude (base_value, base_from, base_to),
        sent.from_month,
        sent.period_to,
        sent.submission_id,
        sent.value
    from intermediate.flow_moments as moment
    inner join intermediate.flow_rows as sent
        using (flow_id, region_id, office_id, year)
    where
        sent.is_monthly
        and sent.from_month > moment.base_to
        and sent.period_to <= moment.month
),

counted as (
    select
        early.* exclude (office_depth, from_month, period_to, submission_id, value),
        sum(early.value) as value,
        sum(early.period_to - early.from_month + 1) as months,
        max(early.period_to) as last_month
    from monthly as early
    anti join monthly as late
        on
            early.flow_id = late.flow_id
            and early.region_id = late.region_id
            and early.office_id = late.office_id
            and early.month = late.month
            and early.submission_id < late.submission_id
            and early.from_month <= late.period_to
            and early.period_to >= late.from_month
    group by all
),

figures as (
    select
        moment.*,
        coalesce(moment.base_value, 0) + coalesce(counted.value, 0) as value,
        greatest(moment.base_to, counted.last_month) as period_to,
        coalesce(moment.base_from, 12 * moment.year) as period_from,
        moment.base_to + coalesce(counted.months, 0) = greatest(
            moment.base_to, counted.last_month
        ) as is_complete
    from intermediate.flow_moments as moment
    left join counted using (flow_id, region_id, office_id, year, month)
    where moment.base_value is not null or counted.value is not null
    qualify row_number() over (
        partition by flow_id, region_id, year, month
        order by period_to desc, moment.office_depth desc, office_id desc
    ) = 1
),

spans as (
    select
        * exclude (office_depth, base_value, base_from, base_to, month),
        month as from_month,
        lead(month) over (partition by flow_id, region_id, year order by month)
            as next_month
    from figures
    union all by name
    select
        flow_id,
        region_id,
        office_id,
        year,
        value,
        period_to,
        from_month as period_from,
        true as is_complete,
        month as from_month,
        next_month
    from intermediate.flow_rows
    where is_plain
)

select
    key.* exclude (flow_id),
    span.* exclude (flow_id, year, next_month),
    coalesce(span.next_month, if(span.year = 0, 999999, 12 * span.year + 12))
        as to_month
from spans as span
inner join staging.flow_keys as key using (flow_id)
