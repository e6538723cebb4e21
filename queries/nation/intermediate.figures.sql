-- The figures of provinces, for the nation's to be added up from.
-- grain: as intermediate.figures
select
    series.series_id,
    figure.* exclude (dataset, kind, unit)
from parts.figures as figure
inner join staging.series as series using (dataset, kind, unit)
