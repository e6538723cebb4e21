-- Coverage of a province by village, counted from what offices sent.
-- grain: one row per village; $province is its code, $month a month's number
with

reported as (
    select
        report.region_code,
        report.count,
        row_number() over (
            partition by report.region_code, report.kind order by report.month desc
        ) as age
    from reports as report
    inner join regions as region on report.region_code = region.code
    inner join ppks_kinds as kind on report.kind = kind.kind
    where
        region.province_code = $province
        and report.month <= $month
        and kind.is_counted = 1
        and kind.unit = 'person'
),

needs as (
    select
        region_code,
        sum(count) as ppks
    from reported
    where age = 1
    group by region_code
),

in_force as (
    select
        register.office,
        max(register.month) as month
    from registers as register
    inner join regions as office on register.office = office.code
    where office.province_code = $province and register.month <= $month
    group by register.office
),

listed as (
    select
        role.office,
        role.region_code,
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
    where role.kind = 'psm'
),

covered as (
    select distinct office from listed
),

active as (
    select
        region_code,
        count(distinct identity)
        + sum(case when identity is null then 1 else 0 end) as psm
    from listed
    where is_active = 1
    group by region_code
),

villages as (
    select
        region.code,
        region.regency_code,
        needs.ppks,
        case when covered.office is null then null else coalesce(active.psm, 0) end
            as psm
    from regions as region
    left join needs on region.code = needs.region_code
    left join active on region.code = active.region_code
    left join covered on region.regency_code = covered.office
    where region.province_code = $province and region.level = 'village'
),

-- the province's own norm: its regencies where both sides are known
normed as (
    select
        village.regency_code,
        sum(village.ppks) as ppks
    from villages as village
    inner join covered on village.regency_code = covered.office
    where village.ppks is not null
    group by village.regency_code
),

norm as (
    select
        (select sum(ppks) from normed) as numerator,
        (
            select
                count(distinct identity)
                + sum(case when identity is null then 1 else 0 end)
            from listed
            where is_active = 1 and office in (select regency_code from normed)
        ) as denominator
)

select
    village.code,
    village.ppks,
    village.psm,
    case
        when village.ppks = 0 then 'not_needed'
        when village.ppks is null or village.psm is null then 'unknown'
        when village.psm = 0 then 'no_psm'
        when norm.numerator > 0 and norm.denominator > 0
            then
                case
                    when norm.denominator * village.ppks > norm.numerator * village.psm
                        then 'short'
                    else 'proportionate'
                end
        else 'unknown'
    end as state
from villages as village
cross join norm
