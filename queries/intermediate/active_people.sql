-- Active people of registers with their names made comparable: small letters, without
-- titles before the name or after a comma.
-- grain: one row per role of a person with a name and months, [from_month, to_month)
with

named as (
    select
        role.*,
        pillar.birth_year,
        upper(trim(pillar.registration_number)) as registration_number,
        trim(regexp_replace(
            regexp_replace(
                lower(split_part(pillar.name, ',', 1)), '[^a-z]+', ' ', 'g'
            ),
            '^( ?(h|hj|drs|dra|dr|ir|kh|ust)) ',
            ''
        )) as plain_name
    from intermediate.active_rows as role
    inner join source.pillars as pillar
        on
            role.submission_id = pillar.submission_id
            and role.row = pillar.row
            and role.sheet is not distinct from pillar.sheet
    where role.unit = 'person'
)

select
    named.*,
    -- whom a row is about, as well as it can be known
    coalesce(
        named.identity,
        concat_ws(' ', named.plain_name, named.birth_year, named.registration_number)
    ) as person,
    region.code as region_code,
    coalesce(region.district_id, region.region_id) as area_id,
    office.province_id
from named
inner join marts.regions as region on named.region_id = region.region_id
inner join marts.regions as office on named.office_id = office.region_id
where named.plain_name <> ''
