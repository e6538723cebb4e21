-- Active PSM of each province.
-- grain: as marts.pillar_figures, of provinces
select * from marts.pillar_figures
where
    kind = 'psm'
    and region_id in (select scope.province_id from staging.scope as scope)
