-- Whom registers and lists of participants know, people by the key of their NIK,
-- institutions and families by their registration number: in registers where they
-- serve, on lists where the office is that held the activity.
-- grain: one row per identity and province, 0 for what lies in none
with

named as (
    select
        person_key as identity,
        region_code
    from source.pillars
    union
    select
        nullif(upper(trim(registration_number)), '') as identity,
        region_code
    from source.pillars
)

select
    named.identity,
    coalesce(region.province_id, 0) as province_id
from named
inner join reference.regions as region on named.region_code = region.code
where named.identity is not null
union
select
    list.person_key as identity,
    coalesce(office.province_id, 0) as province_id
from source.participants as list
inner join staging.submissions as submission using (submission_id)
inner join reference.regions as office on submission.office_id = office.region_id
where list.person_key is not null
