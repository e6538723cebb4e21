-- Who took part in an activity; people known by name only have no person_id.
-- grain: one row per submission and attendance; activity as in staging.activities;
-- element is a key or the office's own word; region_id is null where not said
select
    sent.submission_id,
    submission.office_id,
    upper(trim(sent.activity)) as activity,
    person.person_id,
    sent.element,
    region.region_id,
    coalesce(sent.attended, 'yes') = 'yes' as is_attended,
    (sent.passed = 'yes') as is_passed
from source.participants as sent
inner join staging.submissions as submission using (submission_id)
left join staging.people as person on sent.person_key = person.identity
left join staging.region_numbers as region on sent.region_code = region.code
