-- What were activities about?
-- grain: one row per topic, whatever its case; semicolons, commas and new lines part
-- them
-- $region (region): the region whose offices held them, or whose people attended
-- $as_of (month): the last month looked at
with

asked as (
    select * from reference.regions
    where region_id = $region_id
),

attended as (
    select
        list.activity_id,
        count(*) filter (where list.is_attended) as attendances,
        bool_or(list.region_id between asked.region_id and asked.last_id)
            as is_from_here
    from marts.attendances as list
    cross join asked
    group by list.activity_id
),

told as (
    select
        activity.activity_id,
        coalesce(attended.attendances, 0) as attendances,
        unnest(regexp_split_to_array(activity.topics, '\s*[\x3b,\n]\s*')) as topic
    from marts.activities as activity
    cross join asked
    left join attended using (activity_id)
    where
        activity.last_month <= $as_of
        and (
            activity.office_id between asked.region_id and asked.last_id
            or attended.is_from_here
        )
)

select
    any_value(trim(topic)) as topic,
    count(distinct activity_id) as activities,
    cast(sum(attendances) as integer) as attendances
from told
where trim(topic) <> ''
group by lower(trim(topic))
order by activities desc, attendances desc, topic asc
