-- Who came to which activity, without names: person_id is null for people known by name
-- only, who are linked to nobody, and below zero for whom several provinces know.
-- grain: one row per participant of a list; region_id is the office's where the list
-- does not say where somebody comes from (is_region_told false)
select
    activity.activity_id,
    activity.last_month as month,
    activity.kind,
    list.element,
    coalesce(list.region_id, list.office_id) as region_id,
    (list.region_id is not null) as is_region_told,
    case
        when crossing.identity is not null
            then -cast(hash(list.identity) >> 2 as bigint)
        when list.identity is not null
            then
                16777216 * coalesce(cast(office.province_id as bigint), 0)
                + dense_rank() over (
                    partition by office.province_id, crossing.identity is null
                    order by list.identity
                )
    end as person_id,
    list.is_attended,
    list.is_passed
from intermediate.attendance_rows as list
inner join marts.activities as activity using (office_id, activity)
inner join reference.regions as office on list.office_id = office.region_id
left join intermediate.crossing as crossing on list.identity = crossing.identity
order by activity.activity_id, region_id, list.element
