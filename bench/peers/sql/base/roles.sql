-- Active pillars by kind and regency, counted from what offices sent: people and
-- institutions in registers, numbers of villages where only these are sent.
-- grain: one row per regency and kind that is counted there as of $month
with

in_force as (
    select
        office,
        max(month) as month
    from registers
    where month <= $month
    group by office
),

listed as (
    select
        role.office,
        role.kind,
        role.identity,
        case
            when
                role.is_active = 1
                and role.start_month <= $month
                and role.end_month > $month
                then 1
            else 0
        end as is_active
    from roles as role
    inner join in_force
        on role.office = in_force.office and role.month = in_force.month
),

reported as (
    select
        region_code,
        kind,
        count,
        row_number() over (partition by region_code, kind order by month desc) as age
    from pillar_counts
    where month <= $month
),

found as (
    select
        office as regency_code,
        kind,
        count(distinct case when is_active = 1 then identity end)
        + sum(case when is_active = 1 and identity is null then 1 else 0 end) as count
    from listed
    group by office, kind
    union all
    select
        region.regency_code,
        reported.kind,
        sum(reported.count) as count
    from reported
    inner join regions as region on reported.region_code = region.code
    where reported.age = 1
    group by region.regency_code, reported.kind
)

select
    found.regency_code,
    found.kind,
    sum(found.count) as count
from found
inner join pillar_kinds as kind on found.kind = kind.kind
where kind.is_in_use = 1 and kind.served_depth >= 2
group by found.regency_code, found.kind
