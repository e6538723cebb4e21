-- The nation's, and of PSM those of each province.
-- grain: as marts.pillar_figures
select * from own.pillar_figures
where region_id = 0
union all by name
select * from parts.pillar_figures
