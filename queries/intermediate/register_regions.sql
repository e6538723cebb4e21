-- The registers that a region's figure rests on: those of offices at or above it, which
-- cover it, and those of offices below it; a province's register, which covers nobody,
-- wherever it names somebody.
-- grain: one row per region, kind, office and months [from_month, to_month)
select
    below.region_id,
    held.kind,
    held.from_month,
    held.to_month,
    held.period,
    true as is_covering
from intermediate.register_kinds as held
inner join reference.region_ancestors as below on held.office_id = below.ancestor_id
where held.is_complete
union all
select
    above.ancestor_id as region_id,
    held.kind,
    held.from_month,
    held.to_month,
    held.period,
    false as is_covering
from intermediate.register_kinds as held
inner join reference.region_ancestors as above on held.office_id = above.region_id
where held.is_complete and above.ancestor_id <> held.office_id
union all
select distinct
    above.ancestor_id as region_id,
    role.kind,
    role.from_month,
    role.to_month,
    held.period,
    false as is_covering
from intermediate.roles as role
inner join intermediate.register_kinds as held
    on
        role.office_id = held.office_id
        and role.kind = held.kind
        and role.from_month >= held.from_month
        and role.from_month < held.to_month
inner join reference.region_ancestors as above on role.region_id = above.region_id
where not held.is_complete
