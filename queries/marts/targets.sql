-- What an indicator is to reach: of several targets for the same region and year that
-- of the lower office counts, then the later submission's.
-- grain: one row per indicator, region and year; local_code is the number of the
-- indicator in the office's own papers
select
    target.indicator,
    target.region_id,
    region.depth,
    cast(target.target_year as integer) as target_year,
    target.target_value,
    target.local_code
from staging.targets as target
inner join staging.submissions as submission using (submission_id)
inner join reference.regions as region on target.region_id = region.region_id
qualify
    row_number() over (
        partition by target.indicator, target.region_id, target.target_year
        order by submission.office_depth desc, target.submission_id desc
    ) = 1
order by target.indicator, target.region_id, target.target_year
