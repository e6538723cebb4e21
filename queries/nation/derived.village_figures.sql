-- Those of all villages.
-- grain: as derived.village_figures
select * from parts.village_figures
