-- Those of all provinces.
-- grain: as derived.norm_regencies
select * from parts.norm_regencies
