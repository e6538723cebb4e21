-- Where do those come from who took part in activities?
-- grain: one row per region of the asked level; those of whom the list only says the
-- region above, or nothing, are in no row
-- $region (region): the region asked about
-- $level (level): the level of the rows
-- $as_of (month): the last month looked at
-- $since (month, optional): the first month looked at
select
    region.code as region_code,
    region.name as region_name,
    count(list.activity_id) as attendances,
    count(distinct list.person_id) as persons,
    count(list.activity_id) filter (where list.person_id is null) as by_name_only,
    count(list.activity_id) filter (where list.element = 'psm') as psm_attendances,
    count(distinct list.activity_id) as activities
from reference.regions as region
left join marts.attendances as list
    on
        list.region_id between region.region_id and region.last_id
        and list.is_attended
        and list.is_region_told
        and list.month <= $as_of
        and ($since is null or list.month >= $since)
where region.region_id between $region_id and $region_last_id and region.level = $level
group by region.code, region.name
order by attendances desc, region_code asc
