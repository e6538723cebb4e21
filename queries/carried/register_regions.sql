-- The registers that a province rests on.
-- grain: as intermediate.register_regions, of provinces
select * from intermediate.register_regions
where region_id in (select scope.province_id from staging.scope as scope)
