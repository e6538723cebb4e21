-- Active PSM and PMKS of the nation by month, counted from what offices sent: what
-- each report and each person's service adds, summed up month by month.
-- grain: one row per month from the first to $month
with recursive

counted as (
    select
        report.month,
        report.count - coalesce(
            lag(report.count) over (
                partition by report.region_code, report.kind order by report.month
            ),
            0
        ) as change
    from reports as report
    inner join ppks_kinds as kind on report.kind = kind.kind
    where kind.is_counted = 1 and kind.unit = 'person' and report.month <= $month
),

needs as (
    select
        month,
        sum(change) as change
    from counted
    group by month
),

in_force as (
    select
        office,
        month as from_month,
        coalesce(lead(month) over (partition by office order by month), 999999)
            as to_month
    from registers
),

terms as (
    select
        coalesce(role.identity, 'row ' || role.id) as identity,
        case
            when role.start_month > register.from_month then role.start_month
            else register.from_month
        end as from_month,
        case
            when role.end_month < register.to_month then role.end_month
            else register.to_month
        end as to_month
    from roles as role
    inner join in_force as register
        on role.office = register.office and role.month = register.from_month
    where role.kind = 'psm' and role.is_active = 1
),

-- a person's terms that touch or overlap are one
reached as (
    select
        identity,
        from_month,
        to_month,
        max(to_month) over (
            partition by identity
            order by from_month, to_month
            rows between unbounded preceding and 1 preceding
        ) as reached_month
    from terms
    where from_month < to_month
),

numbered as (
    select
        identity,
        from_month,
        to_month,
        sum(
            case when reached_month is null or from_month > reached_month then 1 else 0 end
        ) over (
            partition by identity
            order by from_month, to_month
            rows between unbounded preceding and current row
        ) as island
    from reached
),

served as (
    select
        min(from_month) as from_month,
        max(to_month) as to_month
    from numbered
    group by identity, island
),

moments as (
    select
        from_month as month,
        1 as change
    from served
    union all
    select
        to_month as month,
        -1 as change
    from served
),

psm as (
    select
        month,
        sum(change) as change
    from moments
    group by month
),

months as (
    select min(month) as month
    from (
        select min(month) as month from needs
        union all
        select min(month) as month from psm
    ) as first_months
    union all
    select month + 1 as month
    from months
    where month < $month
)

select
    months.month,
    sum(psm.change) over (order by months.month) as psm,
    sum(needs.change) over (order by months.month) as ppks
from months
left join psm on months.month = psm.month
left join needs on months.month = needs.month
