-- Rows of registers: one person or institution in one kind and place.
-- grain: one row per role and register; dates become months (12 × year + month − 1)
with

typed as (
    select
        pillar.*,
        kind.unit,
        kind.served_depth,
        case
            when kind.unit = 'person' then pillar.person_key
            else nullif(upper(trim(pillar.registration_number)), '')
        end as identity
    from source.pillars as pillar
    inner join reference.pillar_kinds as kind on pillar.kind = kind.kind
)

select
    -- of two million rows in a submission at the most
    2097152 * typed.submission_id + typed.submission_row as role_id,
    typed.submission_id,
    typed.sheet,
    typed.row,
    typed.kind,
    typed.unit,
    region.region_id,
    person.person_id,
    coalesce(typed.status, 'active') <> 'inactive' as is_active,
    (typed.decree_number is not null) as has_decree,
    region.depth >= typed.served_depth as is_placed,
    12 * year(typed.start_date) + month(typed.start_date) - 1 as start_month,
    -- the first month at whose end the service is over
    12 * year(typed.end_date) + month(typed.end_date) - 1
    + cast(typed.end_date = last_day(typed.end_date) as integer) as end_month,
    -- the first month at whose end the confirmation is over 12 months old
    12 * year(typed.confirmed_on) + month(typed.confirmed_on) - 1 + 12
    + cast(
        typed.confirmed_on
        >= last_day(typed.confirmed_on + interval 12 month) - interval 12 month
        as integer
    ) as stale_month,
    case
        when typed.unit <> 'person' or typed.certificate = 'yes' then 0
        when typed.certificate <> 'no'
            then
                12 * year(cast(typed.certificate as date))
                + month(cast(typed.certificate as date)) - 1
    end as trained_month,
    -- the first month from which the person is known to be of age
    case
        when typed.kind <> 'psm' then 0
        else 12 * (typed.birth_year + 18)
    end as adult_month
from typed
inner join reference.regions as region on typed.region_code = region.code
left join staging.people as person on typed.identity = person.identity
