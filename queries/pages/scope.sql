-- Which provinces have data, for which months, and how much of it is the sample?
-- grain: one row per province with at least one submission that counts
with

offices as (
    select
        coalesce(office.province_id, 0) as region_id,
        submission.office_id,
        min(submission.period_last) as first_month,
        max(submission.period_last) as last_month,
        bool_or(submission.is_sample) as is_sample
    from marts.submissions as submission
    inner join reference.regions as office on submission.office_id = office.region_id
    where submission.dataset <> 'population'
    group by all
)

select
    region.code as region_code,
    region.name as region_name,
    month_text(min(office.first_month)) as first_month,
    month_text(max(office.last_month)) as last_month,
    bool_or(office.is_sample) as is_sample,
    count(*) filter (where office.is_sample) as sample_offices,
    count(*) as offices
from offices as office
inner join reference.regions as region using (region_id)
group by all
order by region_code
