-- What is known of the villages of each province.
-- grain: as derived.village_counts, of provinces
select * from derived.village_counts
where region_id in (select scope.province_id from staging.scope as scope)
