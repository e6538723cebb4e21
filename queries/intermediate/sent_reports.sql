-- What offices sent of what they are expected to send, under the dataset it stands for.
-- grain: one row per submission
select
    expected.dataset,
    expected.office_level,
    submission.dataset <> expected.dataset as is_instead,
    submission.office_id,
    office.province_id,
    submission.period_last
from staging.submissions as submission
inner join reference.regions as office on submission.office_id = office.region_id
inner join reference.expectations as expected
    on
        submission.dataset in (expected.dataset, expected.instead)
        and office.level = expected.office_level
