-- Where an office's register holds a kind, no count of that kind is to be added to the
-- people in it: it stands as a report of 0, never older than any other.
-- grain: one row per region, kind and months [from_month, to_month)
select
    'pillar_counts' as dataset,
    held.kind,
    kind.unit,
    held.office_id as region_id,
    held.from_month,
    held.to_month,
    0 as value,
    999999 as period_from,
    999999 as period_to
from intermediate.register_kinds as held
inner join reference.pillar_kinds as kind using (kind)
where held.is_complete
