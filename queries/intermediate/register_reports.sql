-- Where an office's register holds a kind, no count of that kind is to be added to the
-- people in it: it stands as a report of 0, never older than any other.
-- grain: one row per series, region and months [from_month, to_month)
select
    series.series_id,
    held.office_id as region_id,
    held.from_month,
    held.to_month,
    0 as value,
    999999 as period_from,
    999999 as period_to
from intermediate.register_kinds as held
inner join staging.series as series on held.kind = series.kind
where held.is_complete and series.dataset = 'pillar_counts'
