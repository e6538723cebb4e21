-- Traits of the PSM of each province.
-- grain: as marts.psm_traits, of provinces
select * from marts.psm_traits
where region_id in (select scope.province_id from staging.scope as scope)
