-- Trained PSM of each province.
-- grain: as derived.trained_counts, of provinces
select * from derived.trained_counts
where region_id in (select scope.province_id from staging.scope as scope)
