-- Figures of each province.
-- grain: as intermediate.figures, of provinces
select
    figure.* exclude (series_id),
    series.dataset,
    series.kind,
    series.unit
from intermediate.figures as figure
inner join staging.series as series using (series_id)
where figure.region_id in (select scope.province_id from staging.scope as scope)
