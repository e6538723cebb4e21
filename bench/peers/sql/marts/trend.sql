-- Active PSM and PMKS of the nation by month, looked up in Imbang's marts.
-- grain: one row per month from the first to $month
with recursive

psm as (
    select
        from_month,
        to_month,
        active
    from pillar_figures
    where region_id = 0 and kind = 'psm' and from_month <= $month
),

needs as (
    select
        from_month,
        to_month,
        ppks_persons
    from ppks
    where region_id = 0 and from_month <= $month
),

months as (
    select min(month) as month
    from (
        select min(from_month) as month from psm
        union all
        select min(from_month) as month from needs
    ) as first_months
    union all
    select month + 1 as month
    from months
    where month < $month
)

select
    months.month,
    psm.active as psm,
    needs.ppks_persons as ppks
from months
left join psm
    on months.month >= psm.from_month and months.month < psm.to_month
left join needs
    on months.month >= needs.from_month and months.month < needs.to_month
