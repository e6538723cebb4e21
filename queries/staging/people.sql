-- Who stands in registers and lists of participants, numbered: people by the key of
-- their NIK, institutions and families by their registration number.
-- grain: one row per identity
with

named as (
    select person_key as identity from source.pillars
    union
    select nullif(upper(trim(registration_number)), '') as identity from source.pillars
    union
    select person_key as identity from source.participants
)

select
    cast(row_number() over (order by identity) as integer) as person_id,
    identity
from named
where identity is not null
