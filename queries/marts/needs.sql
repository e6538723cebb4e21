-- PPKS by kind, each region with its figure at its own level.
-- grain: one row per region, kind, unit and months [from_month, to_month)
select
    region_id,
    series.kind,
    series.unit,
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
where series.dataset = 'ppks'
order by region_id, series_id, from_month
