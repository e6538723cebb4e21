-- Inhabitants and households, each region with its figure at its own level.
-- grain: one row per region, kind and months [from_month, to_month)
select
    region_id,
    series.kind,
    from_month,
    to_month,
    value as count,
    is_complete,
    period_from,
    period_to
from intermediate.figures
inner join staging.series as series using (series_id)
where series.dataset = 'population'
order by series.kind, region_id, from_month
