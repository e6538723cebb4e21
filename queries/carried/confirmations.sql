-- Ages of confirmations in each province.
-- grain: as marts.confirmations, of provinces
select * from marts.confirmations
where region_id in (select scope.province_id from staging.scope as scope)
