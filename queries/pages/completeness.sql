-- How much of what was expected has come, and how much of it on time, period by period?
-- grain: one row per dataset and month that ends a period expected of an office of the
-- region; only what is due, or has come before it is
-- reads: today
-- $region (region): the region whose offices are asked about
-- $as_of (month): the last month looked at
-- $since (month, optional): the first month looked at
select
    month_text(month) as month,
    dataset,
    count(*) as expected,
    count(received_on) as received,
    count(*) filter (where status = 'on_time') as on_time
from report_statuses($region_id, $region_last_id, $as_of)
where is_expected and ($since is null or month >= $since)
group by month, dataset
order by month asc, dataset asc
