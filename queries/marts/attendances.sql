-- Who came to which activity, without names: person_id is null for people known by name
-- only, who are linked to nobody.
-- grain: one row per participant of a list; region_id is the office's where the list
-- does not say where somebody comes from (is_region_told false)
select
    activity.activity_id,
    activity.last_month as month,
    activity.kind,
    list.element,
    coalesce(list.region_id, list.office_id) as region_id,
    (list.region_id is not null) as is_region_told,
    list.person_id,
    list.is_attended,
    list.is_passed
from intermediate.attendance_rows as list
inner join marts.activities as activity using (office_id, activity)
order by activity.activity_id, region_id, list.element
