-- The registers that bear on a region: those of offices at or above it, which cover it
-- when they are complete, and those of offices below it.
-- grain: one row per region, kind, office and months [from_month, to_month)
select
    below.region_id,
    held.kind,
    held.from_month,
    held.to_month,
    held.period,
    held.is_complete as is_covering
from intermediate.register_kinds as held
inner join marts.region_ancestors as below on held.office_id = below.ancestor_id
union all
select
    above.ancestor_id as region_id,
    held.kind,
    held.from_month,
    held.to_month,
    held.period,
    false as is_covering
from intermediate.register_kinds as held
inner join marts.region_ancestors as above on held.office_id = above.region_id
where above.ancestor_id <> held.office_id
