-- People of each province by how many kinds they are.
-- grain: as marts.kinds_held, of provinces
select * from marts.kinds_held
where region_id in (select scope.province_id from staging.scope as scope)
