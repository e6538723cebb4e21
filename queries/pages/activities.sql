-- Which bimtek, rakor and seleksi were held, and who came?
-- grain: one row per activity that an office of the region held, or that somebody from
-- the region attended (is_own false); the latest first
-- $region (region): the region asked about
-- $as_of (month): the last month looked at
with

asked as (
    select * from reference.regions
    where code = $region
),

lists as (
    select
        list.activity_id,
        count(*) as listed,
        count(*) filter (where list.is_attended) as attended,
        count(*) filter (where list.is_attended and list.person_id is null)
            as by_name_only,
        count(distinct region.regency_id) filter (
            where list.is_attended and list.is_region_told
        ) as regencies,
        count(distinct region.district_id) filter (
            where list.is_attended and list.is_region_told
        ) as districts,
        count(*) filter (where list.is_passed) as passed,
        count(*) filter (
            where
            list.is_attended
            and list.region_id between asked.region_id and asked.last_id
        ) as attended_from_here
    from marts.attendances as list
    inner join reference.regions as region using (region_id)
    cross join asked
    group by list.activity_id
)

select
    activity.activity,
    activity.kind,
    activity.title,
    activity.organiser,
    activity.place,
    office.code as office_code,
    office.name as office_name,
    cast(activity.first_day as date) as first_day,
    cast(activity.last_day as date) as last_day,
    activity.days,
    coalesce(lists.listed, 0) as listed,
    coalesce(lists.attended, 0) as attended,
    coalesce(lists.by_name_only, 0) as by_name_only,
    coalesce(lists.regencies, 0) as regencies,
    coalesce(lists.districts, 0) as districts,
    coalesce(lists.passed, 0) as passed,
    coalesce(lists.attended_from_here, 0) as attended_from_here,
    activity.topics,
    activity.office_id between asked.region_id and asked.last_id as is_own
from marts.activities as activity
inner join reference.regions as office on activity.office_id = office.region_id
cross join asked
left join lists using (activity_id)
where
    activity.last_month <= $as_of
    and (is_own or lists.attended_from_here > 0)
order by activity.last_day desc, activity.activity_id asc
