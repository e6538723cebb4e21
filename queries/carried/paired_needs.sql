-- Needs of each province that are compared between months.
-- grain: as intermediate.paired_needs, of provinces
select
    pair.* exclude (series_id),
    series.dataset,
    series.kind,
    series.unit
from intermediate.paired_needs as pair
inner join staging.series as series using (series_id)
where
    not pair.is_own
    and pair.region_id in (select scope.province_id from staging.scope as scope)
