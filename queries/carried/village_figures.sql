-- PMKS and active PSM of villages side by side.
-- grain: as derived.village_figures
select * from derived.village_figures
