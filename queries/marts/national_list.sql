-- Individuals and families in the national lists, each region with its figure at its
-- own level. No PMKS: who stands in a list is not counted as in need.
-- grain: one row per region, source (dtks, dtsen), decile (1 to 10, 6-10, unranked, or
-- all), measure (individuals, families) and months [from_month, to_month)
select
    region_id,
    split_part(series.kind, ' ', 1) as source,
    split_part(series.kind, ' ', 2) as measure,
    coalesce(nullif(split_part(series.kind, ' ', 3), ''), 'all') as decile,
    from_month,
    to_month,
    value as count,
    is_complete,
    period_from,
    period_to,
    parts_complete,
    parts_total
from intermediate.figures
inner join staging.series as series using (series_id)
where series.dataset = 'national_list'
order by source, measure, decile, region_id, from_month
