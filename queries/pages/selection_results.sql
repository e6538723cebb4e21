-- Who was selected: how many came, how many passed?
-- grain: one row per selection and element
-- $region (region): the region whose offices held it, or whose people took part
-- $as_of (month): the last month looked at
with

asked as (
    select * from reference.regions
    where region_id = $region_id
)

select
    activity.title,
    office.code as office_code,
    office.name as office_name,
    activity.last_day,
    list.element,
    count(*) as listed,
    count(*) filter (where list.is_attended) as attended,
    count(*) filter (where list.is_passed) as passed,
    count(*) filter (where list.is_attended and list.is_passed is null)
        as result_not_told
from marts.activities as activity
inner join marts.attendances as list using (activity_id)
inner join reference.regions as office on activity.office_id = office.region_id
cross join asked
where
    activity.kind = 'seleksi'
    and activity.last_month <= $as_of
    and (
        activity.office_id between asked.region_id and asked.last_id
        or list.region_id between asked.region_id and asked.last_id
    )
group by
    activity.activity_id, activity.title, office.code, office.name,
    activity.last_day, list.element
order by activity.last_day desc, attended desc, list.element asc
