-- Which bimtek, rakor and seleksi were held, and who came?
-- grain: one row per activity that an office of the region held, or that somebody from
-- the region attended (is_own false); the latest first
-- $region (region): the region asked about
-- $as_of (month): the last month looked at
with

-- held by an office here, or attended by somebody from here
shown as (
    select activity.activity_id
    from marts.activities as activity
    where
        activity.office_id between $region_id and $region_last_id
        and activity.last_month <= $as_of
    union
    select list.activity_id
    from marts.attendances as list
    where list.is_attended and list.region_id between $region_id and $region_last_id
),

-- in two steps, since places are counted once
places as (
    select
        list.activity_id,
        region.regency_id,
        region.district_id,
        list.is_region_told,
        count(*) as listed,
        count(*) filter (where list.is_attended) as attended,
        count(*) filter (where list.is_attended and list.person_id is null)
            as by_name_only,
        count(*) filter (where list.is_passed) as passed,
        count(*) filter (
            where
            list.is_attended
            and list.region_id between $region_id and $region_last_id
        ) as attended_from_here
    from marts.attendances as list
    semi join shown using (activity_id)
    inner join reference.regions as region on list.region_id = region.region_id
    group by all
),

lists as (
    select
        activity_id,
        cast(sum(listed) as bigint) as listed,
        cast(sum(attended) as bigint) as attended,
        cast(sum(by_name_only) as bigint) as by_name_only,
        count(distinct regency_id) filter (where attended > 0 and is_region_told)
            as regencies,
        count(distinct district_id) filter (where attended > 0 and is_region_told)
            as districts,
        cast(sum(passed) as bigint) as passed,
        cast(sum(attended_from_here) as bigint) as attended_from_here
    from places
    group by activity_id
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
    activity.office_id between $region_id and $region_last_id as is_own
from marts.activities as activity
inner join reference.regions as office on activity.office_id = office.region_id
semi join shown on activity.activity_id = shown.activity_id
left join lists using (activity_id)
where
    activity.last_month <= $as_of
    and (is_own or lists.attended_from_here > 0)
order by activity.last_day desc, activity.activity_id asc
