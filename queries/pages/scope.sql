-- Which provinces have data, for which months, and how much of it is the sample?
-- grain: one row per province with at least one submission that counts
--
-- Numbers of inhabitants make no month and no province, but may be the sample's too.
with

offices as (
    select
        coalesce(office.province_id, 0) as region_id,
        submission.office_id,
        min(
            case when submission.dataset <> 'population' then submission.period_last end
        ) as first_month,
        max(
            case when submission.dataset <> 'population' then submission.period_last end
        ) as last_month,
        bool_or(submission.is_sample) as is_sample,
        not bool_and(submission.is_sample) as is_own
    from marts.submissions as submission
    inner join reference.regions as office on submission.office_id = office.region_id
    group by all
)

select
    region.code as region_code,
    region.name as region_name,
    month_text(min(office.first_month)) as first_month,
    month_text(max(office.last_month)) as last_month,
    bool_or(office.is_sample) as is_sample,
    count(*) filter (where office.is_sample) as sample_offices,
    count(*) filter (where office.is_own) as own_offices,
    count(*) as offices
from offices as office
inner join reference.regions as region using (region_id)
group by all
having min(office.first_month) is not null
order by region_code
