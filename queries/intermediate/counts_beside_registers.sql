-- Numbers of pillars that an office sends although its register holds the kind.
-- grain: one row per office, kind, region and months [from_month, to_month)
select
    held.office_id,
    held.kind,
    span.region_id,
    region.depth,
    span.value,
    greatest(held.from_month, span.from_month) as from_month,
    least(held.to_month, span.to_month) as to_month
from intermediate.report_spans as span
inner join staging.series as series using (series_id)
inner join reference.region_ancestors as above using (region_id)
inner join intermediate.register_kinds as held
    on above.ancestor_id = held.office_id and series.kind = held.kind
inner join reference.regions as region on span.region_id = region.region_id
where
    series.dataset = 'pillar_counts'
    and held.is_complete
    and held.from_month < span.to_month
    and span.from_month < held.to_month
