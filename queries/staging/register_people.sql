-- What rows of registers say of people beside their role. Names are made comparable:
-- small letters, without titles before the name or after a comma.
-- grain: one row per role; birth_year, sex, education are null where not said
select
    role.role_id,
    sent.birth_year,
    sent.sex,
    level.education,
    upper(trim(sent.registration_number)) as registration_number,
    trim(regexp_replace(
        regexp_replace(lower(split_part(sent.name, ',', 1)), '[^a-z]+', ' ', 'g'),
        '^( ?(h|hj|drs|dra|dr|ir|kh|ust)) ',
        ''
    )) as plain_name
from source.pillars as sent
inner join staging.pillars as role
    on
        sent.submission_id = role.submission_id
        and sent.row = role.row
        and sent.sheet is not distinct from role.sheet
left join reference.education_levels as level
    on upper(regexp_replace(sent.education, '[^A-Za-z0-9]', '', 'g')) = level.word
