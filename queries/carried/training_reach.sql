-- Whom bimtek reached in each province.
-- grain: as marts.training_reach, of provinces
select * from marts.training_reach
where region_id in (select scope.province_id from staging.scope as scope)
