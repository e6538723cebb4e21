-- What an indicator is to reach, in the indicator's own unit.
-- grain: one row per submission, indicator, region and year; blank targets are none
select
    sent.submission_id,
    submission.office_id,
    sent.indicator,
    region.region_id,
    sent.period_to // 12 as target_year,
    sent.value as target_value,
    sent.local_code
from source.targets as sent
inner join staging.submissions as submission using (submission_id)
inner join reference.regions as region on sent.region_code = region.code
where sent.value is not null
