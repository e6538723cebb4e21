-- What villages of each province lack.
-- grain: as derived.reach_sums, of provinces
select * from derived.reach_sums
where region_id in (select scope.province_id from staging.scope as scope)
