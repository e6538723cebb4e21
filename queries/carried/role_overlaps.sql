-- Dual roles in each province.
-- grain: as marts.role_overlaps, of provinces
select * from marts.role_overlaps
where region_id in (select scope.province_id from staging.scope as scope)
