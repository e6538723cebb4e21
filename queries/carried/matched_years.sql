-- Needs of each province that are compared with the year before.
-- grain: as derived.matched_years, of provinces
select
    pair.* exclude (series_id),
    series.dataset,
    series.kind,
    series.unit
from derived.matched_years as pair
inner join staging.series as series using (series_id)
where pair.region_id in (select scope.province_id from staging.scope as scope)
