-- Who came to activities: which elements, how many people, how many times?
-- grain: one row per element and kind of activity with somebody from the region;
-- attendances count somebody each time, persons once, by_name_only are linked to nobody
-- $region (region): the region asked about
-- $as_of (month): the last month looked at
-- $since (month, optional): the first month looked at
select
    list.kind,
    list.element,
    count(*) as attendances,
    count(distinct list.person_id) as persons,
    count(*) filter (where list.person_id is null) as by_name_only,
    count(distinct list.activity_id) as activities
from marts.attendances as list
where
    list.region_id between $region_id and $region_last_id
    and list.is_attended
    and list.month <= $as_of
    and ($since is null or list.month >= $since)
group by list.kind, list.element
order by attendances desc, list.kind asc, list.element asc
