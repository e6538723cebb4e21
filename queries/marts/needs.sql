-- PPKS by kind, each region with its figure at its own level.
-- grain: one row per region, kind, unit and months [from_month, to_month); in an order
-- in which neighbours are alike, since that is how it takes least room
select
    figure.region_id,
    series.kind,
    series.unit,
    figure.from_month,
    figure.to_month,
    figure.value as count,
    figure.is_complete,
    figure.period_from,
    figure.period_to,
    figure.parts_complete,
    figure.parts_total
from intermediate.figures as figure
inner join staging.series as series using (series_id)
inner join reference.regions as region using (region_id)
where series.dataset = 'ppks'
order by
    region.depth = 4, figure.region_id, from_month, to_month, period_to, series_id
