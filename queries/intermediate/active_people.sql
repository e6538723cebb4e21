-- Active people of registers with their names made comparable.
-- grain: one row per role of a person with a name and months, [from_month, to_month)
with

named as (
    select
        role.*,
        written.birth_year,
        written.registration_number,
        written.plain_name
    from intermediate.active_rows as role
    inner join staging.register_people as written using (role_id)
    where role.unit = 'person'
)

select
    named.*,
    -- whom a row is about, as well as it can be known
    coalesce(
        known.identity,
        concat_ws(' ', named.plain_name, named.birth_year, named.registration_number)
    ) as person,
    region.code as region_code,
    coalesce(region.district_id, region.region_id) as area_id,
    office.province_id
from named
left join staging.people as known on named.person_id = known.person_id
inner join reference.regions as region on named.region_id = region.region_id
inner join reference.regions as office on named.office_id = office.region_id
where named.plain_name <> ''
