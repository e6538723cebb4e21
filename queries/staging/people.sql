-- Who stands in registers and lists of participants, numbered: within a province in the
-- order of identities; whom several provinces know has one number in all of them, made
-- of the identity (is_crossing).
-- grain: one row per identity
with

homes as (
    select
        known.identity,
        min(known.province_id) as province_id,
        count(*) > 1 or any_value(elsewhere.identity) is not null as is_crossing
    from staging.known_people as known
    left join staging.crossing_elsewhere as elsewhere
        on known.identity = elsewhere.identity
    group by known.identity
)

select
    if(
        is_crossing,
        2305843009213693952 + cast(hash(identity) >> 3 as bigint),
        16777216 * cast(province_id as bigint) + row_number() over (
            partition by province_id, is_crossing order by identity
        )
    ) as person_id,
    identity,
    is_crossing
from homes
