-- Figures of each province.
-- grain: as intermediate.figures, of provinces
select * from intermediate.figures
where region_id in (select scope.province_id from staging.scope as scope)
