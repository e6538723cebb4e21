-- How far up the ladder people of each province are.
-- grain: as intermediate.ladders, of provinces
select * from intermediate.ladders
where region_id in (select scope.province_id from staging.scope as scope)
